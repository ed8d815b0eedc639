import { expect, test } from "vitest";
import { sharedIndent } from "./diff-lines";

test.each([
  [["    a", "        b"], 4],
  [["    a", "", "      b"], 4],
  [["\ta", "\t\tb"], 1],
  [["\ta", "    b"], 0],
  [["a", "  b"], 0],
  [["", "   "], 0],
  [[], 0],
])("%j shares an indent of %i", (texts, indent) => {
  expect(sharedIndent(texts)).toBe(indent);
});
