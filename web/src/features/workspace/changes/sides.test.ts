import { expect, test } from "vitest";
import { fromSides, sidesOf } from "./sides";

const line = (sign: string, text: string) => ({ sign, text, old: 0, new: 0 });
const lines = [line(" ", "a"), line("-", "b"), line("-", "c"), line("+", "B"), line(" ", "d")];

test("a hunk is a text before and a text after", () => {
  expect(sidesOf(lines)).toEqual({ old: ["a", "b", "c", "d"], new: ["a", "B", "d"] });
});

test("what was found on each side comes back to its line", () => {
  const { old, new: next } = sidesOf(lines);
  expect(fromSides(lines, old, next)).toEqual(lines.map(({ text }) => text));
  expect(fromSides(lines, [], [])).toEqual(lines.map(() => undefined));
});
