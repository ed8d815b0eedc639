import { expect, test } from "vitest";
import { Doc } from "yjs";
import { replaceText, spliceBetween } from "./replace-text";

test.each([
  ["", "abc"],
  ["abc", ""],
  ["same", "same"],
  ["one two three", "one 2 three"],
  ["aaa", "aa"],
  ["x𝒃y", "x𝒄y"],
  ["𝒃𝒃", "𝒃"],
])("%s becomes %s", (old, next) => {
  const text = new Doc().getText("content");
  text.insert(0, old);
  replaceText(text, next);
  expect(text.toJSON()).toBe(next);
});

test("only what differs is touched", () => {
  expect(spliceBetween("one two three", "one 2 three")).toEqual({ at: 4, remove: 3, insert: "2" });
  expect(spliceBetween("same", "same")).toEqual({ at: 4, remove: 0, insert: "" });
});

test("a letter of two code units is never cut in half", () => {
  expect(spliceBetween("x𝒃y", "x𝒄y")).toEqual({ at: 1, remove: 2, insert: "𝒄" });
});
