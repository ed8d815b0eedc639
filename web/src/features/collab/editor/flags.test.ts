import { expect, test } from "vitest";
import { flagSide } from "./flags";

const side = (line: number, busy: readonly number[], mine = 0, firstLine = 1) =>
  flagSide({ line, firstLine, busy: new Set(busy), mine });

test("a flag stands above its caret", () => {
  expect(side(5, [5])).toBe("above");
});

test("it goes below when somebody edits the line above", () => {
  expect(side(5, [4, 5])).toBe("below");
});

test("it goes below on the first line in sight", () => {
  expect(side(1, [1])).toBe("below");
  expect(side(40, [40], 0, 40)).toBe("below");
});

test("between two busy lines it never covers one's own", () => {
  expect(side(5, [4, 5, 6], 4)).toBe("below");
  expect(side(5, [4, 5, 6], 6)).toBe("above");
});
