import { expect, test } from "vitest";
import { byFile, cut } from "./grouping";

const match = (path: string, line: number, text: string, start: number, end: number) => ({
  path,
  line,
  text,
  start,
  end,
});

test("matches of one file stand together, in order", () => {
  const files = byFile([
    match("a.py", 1, "one", 0, 3),
    match("a.py", 9, "one", 0, 3),
    match("b.py", 2, "one", 0, 3),
  ]);
  expect(files.map(({ path, lines }) => [path, lines.map(({ line }) => line)])).toEqual([
    ["a.py", [1, 9]],
    ["b.py", [2]],
  ]);
});

test("what matched is cut out, and the indent is left away", () => {
  expect(cut(match("a", 1, "    return total  ", 11, 16))).toMatchObject({
    before: "return ",
    matched: "total",
    after: "",
  });
});

test("a match far to the right stays in sight", () => {
  const found = cut(match("a", 1, `${"x".repeat(100)}needle`, 100, 106));
  expect(found.before).toBe(`…${"x".repeat(12)}`);
  expect(found.start).toBe(100);
});

test("places are given as an editor counts them, letters beyond the first plane as two", () => {
  expect(cut(match("a", 1, "𝒃𝒃x", 2, 3))).toMatchObject({ matched: "x", start: 4, end: 5 });
});
