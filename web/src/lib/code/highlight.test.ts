import { expect, test } from "vitest";
import { colourLines } from "./highlight";

test("lines come back whole, each in runs of one colour", async () => {
  const lines = ["def f(x):", "", "    return 'a'  # why"];
  const coloured = await colourLines("a.py", lines);
  expect(coloured.map((runs) => runs.map(({ text }) => text).join(""))).toEqual(lines);
  expect(coloured[0]?.[0]).toEqual({ text: "def", className: "text-syntax-keyword" });
  expect(coloured[2]?.at(-1)?.className).toBe("text-syntax-comment italic");
});

test("what nobody knows stays without colour", async () => {
  expect(await colourLines("NOTES", ["hello"])).toEqual([]);
});
