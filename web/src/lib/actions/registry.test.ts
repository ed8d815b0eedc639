import { expect, test } from "vitest";
import { hereFirst, makeRegistry, type Action } from "./registry";

const action = (id: string, label = id): Action => ({
  id,
  label,
  group: "Test",
  run: () => undefined,
});

test("actions are there from adding to removing, and in order of adding", () => {
  const registry = makeRegistry();
  const remove = registry.addActions([action("a"), action("b")]);
  registry.addActions([action("c")]);
  expect(registry.actions().map(({ id }) => id)).toEqual(["a", "b", "c"]);
  remove();
  expect(registry.actions().map(({ id }) => id)).toEqual(["c"]);
});

test("a later action with the same id hides the earlier one until it is gone", () => {
  const registry = makeRegistry();
  registry.addActions([action("save", "Save")]);
  const remove = registry.addActions([action("save", "Save this file")]);
  expect(registry.actions().map(({ label }) => label)).toEqual(["Save this file"]);
  remove();
  expect(registry.actions().map(({ label }) => label)).toEqual(["Save"]);
});

test("the list is the same array until something changes", () => {
  const registry = makeRegistry();
  registry.addActions([action("a")]);
  const before = registry.actions();
  expect(registry.actions()).toBe(before);
  registry.addFinder({ id: "files", group: "Files", find: () => Promise.resolve([]) });
  expect(registry.finders()).toHaveLength(1);
});

test("what a page offers comes before what every page offers, each in its order", () => {
  const everywhere = { ...action("theme"), reach: "everywhere" as const };
  const ordered = hereFirst([everywhere, action("import"), action("create")]);
  expect(ordered.map(({ id }) => id)).toEqual(["import", "create", "theme"]);
});
