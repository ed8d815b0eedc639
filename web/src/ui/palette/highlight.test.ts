import { expect, test } from "vitest";
import { runs } from "./highlight";

test("neighbouring letters of one kind are one run", () => {
  expect(runs("windows.py", [0, 8, 9])).toEqual([
    { text: "w", matched: true },
    { text: "indows.", matched: false },
    { text: "py", matched: true },
  ]);
});

test("positions count code points, so a letter beyond the first plane is not cut", () => {
  expect(runs("a𝒃c", [1])).toEqual([
    { text: "a", matched: false },
    { text: "𝒃", matched: true },
    { text: "c", matched: false },
  ]);
});
