import { expect, test } from "vitest";
import { filterItems, needsFilter, type MenuItem } from "./items";

const action = (label: string): MenuItem => ({ id: label, label, onSelect: () => undefined });
const many = Array.from({ length: 10 }, (_, index) => action(`branch-${index}`));

test("ten rows ask for a filter, nine rows and a line do not", () => {
  expect(needsFilter(many)).toBe(true);
  expect(needsFilter([...many.slice(1), { kind: "line", id: "line" }])).toBe(false);
});

test("filtering ignores capitals and drops the lines between groups", () => {
  const items: MenuItem[] = [action("Rename"), { kind: "line", id: "1" }, action("Delete")];
  expect(filterItems(items, "NAME").map(({ id }) => id)).toEqual(["Rename"]);
  expect(filterItems(items, " ")).toBe(items);
});
