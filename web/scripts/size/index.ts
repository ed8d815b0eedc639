/** Prints how much JavaScript each page loads, and fails where one is above its budget. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { withLater } from "./lazy.ts";
import { overBudget, readRoutes, sizeRoutes, type Route, type RouteSize } from "./routes.ts";

const build = fileURLToPath(new URL("../../.next", import.meta.url));

function read(chunk: string): string {
  return readFileSync(path.join(build, chunk.replace(/^\.next\//, "")), "utf8");
}

function gzipped(chunk: string): number {
  return gzipSync(read(chunk), { level: 9 }).length;
}

/** The editor is on its page as soon as a file is open: the page with it, and with the file's grammar. */
function withEditor(routes: readonly Route[]): readonly Route[] {
  const page = routes.find(({ route }) => route === "/w/[workspace]");
  if (page === undefined) return routes;
  const first = page.chunks.map((chunk) => chunk.replace(/^\.next\//, ""));
  const editor = {
    route: `${page.route} with the editor`,
    chunks: withLater(first, ["cm-content"], read),
  };
  const python = {
    route: `${page.route} with a Python file`,
    chunks: withLater(first, ["cm-content", "nonlocal"], read),
  };
  return [...routes, editor, python];
}

function line({ route, bytes, budget }: RouteSize): string {
  const kilobytes = (bytes / 1_000).toFixed(1).padStart(7);
  return `${kilobytes} kB of ${String(budget / 1_000).padStart(3)}  ${route}`;
}

const stats: unknown = JSON.parse(
  readFileSync(path.join(build, "diagnostics/route-bundle-stats.json"), "utf8"),
);
const sizes = sizeRoutes(withEditor(readRoutes(stats)), gzipped);
const tooLarge = overBudget(sizes);

if (process.argv.includes("--json")) console.log(JSON.stringify(sizes));
else console.log(["JavaScript of each page, gzip -9", ...sizes.map(line)].join("\n"));
if (tooLarge.length > 0) {
  console.error(`Above the budget: ${tooLarge.map(({ route }) => route).join(", ")}`);
  process.exitCode = 1;
}
