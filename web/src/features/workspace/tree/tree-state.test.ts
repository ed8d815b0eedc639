import { expect, test } from "vitest";
import { startOf, treeAfter } from "./tree-state";

test("the way to the file in front is open from the beginning", () => {
  expect(startOf("a/b/c.py")).toEqual({
    open: new Set(["a", "a/b"]),
    focus: "a/b/c.py",
    naming: undefined,
  });
  expect(startOf(undefined).open.size).toBe(0);
});

test("revealing a file opens its folders and leaves the others", () => {
  const state = treeAfter(startOf("x/y"), { type: "revealed", path: "a/b" });
  expect(state.open).toEqual(new Set(["x", "a"]));
  expect(state.focus).toBe("a/b");
});

test("naming something new opens the folder it goes into", () => {
  const naming = { kind: "create", folder: "src", of: "file" } as const;
  const state = treeAfter(startOf(undefined), { type: "naming", naming });
  expect(state.open).toEqual(new Set(["src"]));
  expect(treeAfter(state, { type: "named" }).naming).toBeUndefined();
});

test("focusing what has the focus is no change", () => {
  const state = startOf("a");
  expect(treeAfter(state, { type: "focused", path: "a" })).toBe(state);
});

test("open folders follow what is moved and deleted", () => {
  const state = treeAfter(startOf("a/b/c"), { type: "moved", source: "a", target: "z" });
  expect(state.open).toEqual(new Set(["z", "z/b"]));
  expect(treeAfter(state, { type: "removed", path: "z/b" }).open).toEqual(new Set(["z"]));
});
