import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { at, makeTables } from "./make.ts";

test("the tables in the tree are those of the grammar", () => {
  for (const [name, text] of makeTables()) expect(readFileSync(at(name), "utf8")).toBe(text);
}, 60_000);
