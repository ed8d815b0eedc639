import { expect, test } from "vitest";
import { indentationOf } from "./indentation";

test.each([
  ["four spaces", ["def f():", "    if x:", "        y", "    z"], "    "],
  ["two spaces", ["a:", "  b:", "    c: 1", "  d: 2"], "  "],
  ["tabs", ["func f() {", "\tx", "\ty"], "\t"],
  ["nothing", ["one", "two"], "    "],
])("%s", (_, lines, unit) => {
  expect(indentationOf(lines)).toBe(unit);
});

test("the rows of a docblock, one space deep, do not count", () => {
  expect(indentationOf(["/**", " * a", " */", "x {", "  y", "}"])).toBe("  ");
});
