import { expect, test } from "vitest";
import { clampSize, draggedSize, keyedSize } from "./size";

const limits = { smallest: 180, initial: 232, largest: 360 };

test("a size stays within its limits, and nonsense becomes the initial one", () => {
  expect(clampSize(100, limits)).toBe(180);
  expect(clampSize(1000, limits)).toBe(360);
  expect(clampSize(Number.NaN, limits)).toBe(232);
});

test.each([
  ["end", 20, 0, 252],
  ["start", 20, 0, 212],
  ["top", 0, -20, 252],
  ["end", -500, 0, 180],
] as const)("dragging the %s edge by %i, %i gives %i", (edge, x, y, size) => {
  expect(draggedSize(232, x, y, edge, limits)).toBe(size);
});

test.each([
  ["end", "ArrowRight", 248],
  ["start", "ArrowLeft", 248],
  ["top", "ArrowDown", 216],
  ["end", "Home", 180],
  ["end", "End", 360],
  ["end", "Enter", 232],
  ["end", "a", undefined],
] as const)("at the %s edge %s gives %s", (edge, key, size) => {
  expect(keyedSize(232, key, edge, limits)).toBe(size);
});
