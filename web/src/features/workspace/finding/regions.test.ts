import { expect, test } from "vitest";
import { regionAt } from "./regions";

test("regions are gone round in both directions", () => {
  expect(regionAt(3, 2, 1)).toBe(0);
  expect(regionAt(3, 0, -1)).toBe(2);
});

test("from nowhere one comes to the first, or backwards to the last", () => {
  expect(regionAt(3, -1, 1)).toBe(0);
  expect(regionAt(3, -1, -1)).toBe(2);
});
