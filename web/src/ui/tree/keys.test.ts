import { expect, test } from "vitest";
import { moveInTree, type TreeItem } from "./keys";

const items: readonly TreeItem[] = [
  { id: "harbour", level: 0, label: "harbour", open: true },
  { id: "berths", level: 1, label: "berths.py" },
  { id: "windows", level: 1, label: "windows.py" },
  { id: "docs", level: 0, label: "docs", open: false },
  { id: "readme", level: 0, label: "README.md" },
];

test.each([
  ["ArrowDown", "berths", { kind: "focus", id: "windows" }],
  ["ArrowUp", "berths", { kind: "focus", id: "harbour" }],
  ["ArrowUp", "harbour", undefined],
  ["ArrowDown", "readme", undefined],
  ["Home", "readme", { kind: "focus", id: "harbour" }],
  ["End", "harbour", { kind: "focus", id: "readme" }],
  ["ArrowRight", "docs", { kind: "open", id: "docs" }],
  ["ArrowRight", "harbour", { kind: "focus", id: "berths" }],
  ["ArrowRight", "berths", undefined],
  ["ArrowLeft", "harbour", { kind: "close", id: "harbour" }],
  ["ArrowLeft", "windows", { kind: "focus", id: "harbour" }],
  ["ArrowLeft", "docs", undefined],
  ["Enter", "windows", { kind: "choose", id: "windows" }],
  [" ", "docs", { kind: "choose", id: "docs" }],
])("%s on %s", (key, current, move) => {
  expect(moveInTree(items, current, key)).toEqual(move);
});

test("a letter finds the next row that begins with it, and wraps round", () => {
  expect(moveInTree(items, "harbour", "r")).toEqual({ kind: "focus", id: "readme" });
  expect(moveInTree(items, "readme", "d")).toEqual({ kind: "focus", id: "docs" });
  expect(moveInTree(items, "readme", "x")).toBeUndefined();
});

test("an open folder without rows under it leads nowhere", () => {
  const empty = [{ id: "a", level: 0, label: "a", open: true }];
  expect(moveInTree(empty, "a", "ArrowRight")).toBeUndefined();
});

test("an empty tree answers no key", () => {
  expect(moveInTree([], undefined, "ArrowDown")).toBeUndefined();
});
