/** Prints how much JavaScript each page loads at first, and fails where one is above its budget. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { overBudget, readRoutes, sizeRoutes, type RouteSize } from "./routes.ts";

const build = fileURLToPath(new URL("../../.next", import.meta.url));

function gzipped(chunk: string): number {
  return gzipSync(readFileSync(path.join(build, chunk.replace(/^\.next\//, ""))), { level: 9 })
    .length;
}

function line({ route, bytes, budget }: RouteSize): string {
  const kilobytes = (bytes / 1_000).toFixed(1).padStart(7);
  return `${kilobytes} kB of ${String(budget / 1_000).padStart(3)}  ${route}`;
}

const stats: unknown = JSON.parse(
  readFileSync(path.join(build, "diagnostics/route-bundle-stats.json"), "utf8"),
);
const sizes = sizeRoutes(readRoutes(stats), gzipped);
const tooLarge = overBudget(sizes);

if (process.argv.includes("--json")) console.log(JSON.stringify(sizes));
else console.log(["JavaScript of each page, gzip -9", ...sizes.map(line)].join("\n"));
if (tooLarge.length > 0) {
  console.error(`Above the budget: ${tooLarge.map(({ route }) => route).join(", ")}`);
  process.exitCode = 1;
}
