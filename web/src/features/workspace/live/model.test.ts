import { expect, test } from "vitest";
import type { Fact } from "@/contracts/events";
import type { WorkspaceView } from "@/contracts/workspace";
import {
  changesGit,
  entryAt,
  folderAfter,
  goneFolders,
  isOf,
  staleFolders,
  workspaceAfter,
} from "./model";

const workspace = "w";
const created = (path: string, kind: "file" | "folder" = "file"): Fact => ({
  type: "workspace.entry_created.1",
  workspace,
  path,
  kind,
});
const deleted = (path: string): Fact => ({
  type: "workspace.entry_deleted.1",
  workspace,
  path,
  deletion: "d",
});
const moved = (source: string, target: string): Fact => ({
  type: "workspace.entry_moved.1",
  workspace,
  source,
  target,
});
const root = [entryAt("src", "folder"), entryAt("a.py", "file"), entryAt("c.py", "file")];
const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

test("a new entry takes its place: folders first, then by name", () => {
  expect(names(folderAfter(root, "", created("B.py")))).toEqual(["src", "a.py", "B.py", "c.py"]);
  expect(names(folderAfter(root, "", created("docs", "folder")))).toEqual([
    "docs",
    "src",
    "a.py",
    "c.py",
  ]);
});

test("a fact heard twice changes nothing the second time", () => {
  const once = folderAfter(root, "", created("b.py"));
  expect(folderAfter(once, "", created("b.py"))).toBe(once);
  const less = folderAfter(root, "", deleted("a.py"));
  expect(folderAfter(less, "", deleted("a.py"))).toBe(less);
});

test("what happens in another folder leaves this one alone", () => {
  expect(folderAfter(root, "", created("src/x.py"))).toBe(root);
});

test("a moved entry leaves here and arrives there as what it was", () => {
  const known = { ...entryAt("a.py", "file"), size: 42 };
  expect(names(folderAfter(root, "", moved("a.py", "src/z.py"), known))).toEqual(["src", "c.py"]);
  const there = folderAfter([], "src", moved("a.py", "src/z.py"), known);
  expect(there).toEqual([{ ...known, path: "src/z.py", name: "z.py" }]);
});

test("folders that a fact only half tells of are asked for again", () => {
  const fetched = ["", "src", "src/lib", "lib"];
  expect(staleFolders(moved("src", "lib/src"), fetched)).toEqual(["lib"]);
  expect(goneFolders(moved("src", "lib/src"), fetched)).toEqual(["src", "src/lib"]);
  expect(goneFolders(deleted("src/lib"), fetched)).toEqual(["src/lib"]);
  const switched: Fact = { type: "workspace.branch_switched.1", workspace, branch: "b" };
  expect(staleFolders(switched, fetched)).toEqual(fetched);
});

test("a file whose folders are new shows in the innermost folder anybody looks at", () => {
  const fetched = ["", "src"];
  expect(staleFolders(created("notes/2026/today.md"), fetched)).toEqual([""]);
  expect(staleFolders(created("src/a/b.py"), fetched)).toEqual(["src"]);
  expect(staleFolders(moved("a.py", "x/y/a.py"), fetched)).toEqual([""]);
});

test("a fact about another workspace is not of this one", () => {
  expect(isOf(created("a"), "w")).toBe(true);
  expect(isOf(created("a"), "x")).toBe(false);
  expect(isOf({ type: "identity.member_removed.1", member: "m" }, "w")).toBe(false);
});

test("git is asked again after what changes the tree, and not after a new name", () => {
  expect(changesGit(created("a"))).toBe(true);
  expect(changesGit({ type: "workspace.workspace_renamed.1", workspace, name: "n" })).toBe(false);
});

const view: WorkspaceView = {
  workspace,
  name: "harbour",
  origin: "git",
  state: "ready",
  trusted: false,
  created: "",
  changed: "",
  changed_path: "",
  source: "",
  branch: "main",
  description: "",
  reason: "",
  stage: "",
  percent: 0,
};

test("the workspace follows its facts", () => {
  const facts: readonly (readonly [Fact, Partial<WorkspaceView>])[] = [
    [{ type: "workspace.workspace_renamed.1", workspace, name: "quay" }, { name: "quay" }],
    [{ type: "workspace.workspace_trusted.1", workspace }, { trusted: true }],
    [{ type: "workspace.workspace_archived.1", workspace }, { state: "archived" }],
    [{ type: "workspace.branch_switched.1", workspace, branch: "x" }, { branch: "x" }],
  ];
  for (const [fact, change] of facts) {
    expect(workspaceAfter(view, fact)).toEqual({ ...view, ...change });
  }
  expect(workspaceAfter(view, created("a"))).toBe(view);
});
