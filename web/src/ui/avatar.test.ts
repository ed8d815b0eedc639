import { expect, test } from "vitest";
import { initials, presenceSlot } from "./avatar";

test.each([
  ["Kanya Thong", "KT"],
  ["maria de la Rosa", "MR"],
  ["Assistant", "AS"],
  ["  Li  ", "LI"],
  ["X", "X"],
  ["", "?"],
  ["น้ำ ใจดี", "นจ"],
  ["แก้ว", "กว"],
])("%s is written as %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("a family emoji is one letter and is never cut in half", () => {
  expect(initials("👩‍👩‍👧 Dee")).toBe("👩‍👩‍👧D");
});

test("the ninth member has the first colour again", () => {
  expect([1, 8, 9, 16, 17].map(presenceSlot)).toEqual([1, 8, 1, 8, 1]);
});
