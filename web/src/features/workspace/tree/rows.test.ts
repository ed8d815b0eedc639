import { expect, test } from "vitest";
import type { EntryView } from "@/contracts/workspace";
import { dropTarget, nameProblem, openAfterDelete, openAfterMove, rowsOf } from "./rows";

function entry(path: string, kind: EntryView["kind"] = "file"): EntryView {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { path, name, kind, size: 1, status: "", ignored: false, target: "" };
}

const folders = new Map([
  ["", [entry("src", "folder"), entry("docs", "folder"), entry("README.md")]],
  ["src", [entry("src/lib", "folder"), entry("src/a.py")]],
  ["src/lib", [entry("src/lib/b.py")]],
]);

test("only what is open is seen, each level deeper than its folder", () => {
  const rows = rowsOf(folders, new Set(["src", "src/lib"]));
  expect(rows.map(({ id, level, open }) => [id, level, open])).toEqual([
    ["src", 0, true],
    ["src/lib", 1, true],
    ["src/lib/b.py", 2, undefined],
    ["src/a.py", 1, undefined],
    ["docs", 0, false],
    ["README.md", 0, undefined],
  ]);
});

test("a closed folder hides what is open inside it", () => {
  expect(rowsOf(folders, new Set(["src/lib"])).map(({ id }) => id)).toEqual([
    "src",
    "docs",
    "README.md",
  ]);
});

test("an open folder that was not fetched yet has no rows", () => {
  expect(rowsOf(folders, new Set(["docs"]))).toHaveLength(3);
});

test("open folders follow a move and leave with a deletion", () => {
  const open = new Set(["src", "src/lib", "docs"]);
  expect(openAfterMove(open, "src", "x/y")).toEqual(new Set(["x/y", "x/y/lib", "docs"]));
  expect(openAfterDelete(open, "src")).toEqual(new Set(["docs"]));
});

test.each([
  ["src/a.py", "docs", "docs/a.py"],
  ["src/a.py", "", "a.py"],
  ["src/a.py", "src", undefined],
  ["src", "src/lib", undefined],
  ["src", "src", undefined],
])("%s dropped on %j becomes %s", (source, folder, target) => {
  expect(dropTarget(source, folder)).toBe(target);
});

test.each([
  ["", "empty"],
  ["  ", "empty"],
  ["a//b", "slash"],
  ["/a", "slash"],
  ["a.py", "taken"],
  ["b.py", undefined],
  ["new/b.py", undefined],
] as const)("the name %j is %s", (name, problem) => {
  expect(nameProblem(name, folders.get("src"))).toBe(problem);
});

test("a name is not taken by the thing that has it", () => {
  expect(nameProblem("a.py", folders.get("src"), "a.py")).toBeUndefined();
});
