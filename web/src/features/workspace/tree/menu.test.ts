import { expect, test } from "vitest";
import { rowMenu } from "./menu";
import type { Row } from "./rows";

const words = {
  newFile: "New file",
  newFolder: "New folder",
  upload: "Upload files",
  rename: "Rename",
  delete: "Delete",
  download: "Download",
  copyPath: "Copy the path",
  openChanges: "Show what changed",
};
const nothing = () => undefined;
const deeds = {
  create: nothing,
  upload: nothing,
  rename: nothing,
  remove: nothing,
  copyPath: nothing,
  showChanges: nothing,
};
const file: Row = {
  id: "a.py",
  label: "a.py",
  level: 0,
  kind: "file",
  open: undefined,
  ignored: false,
};
const ids = (facts: Parameters<typeof rowMenu>[0]) =>
  rowMenu(facts, words, deeds).map(({ id }) => id);
const facts = { row: file, writable: true, changed: false, address: "/files/w/a.py" };

test("an editor may make, read and alter", () => {
  expect(ids(facts)).toEqual([
    "new-file",
    "new-folder",
    "upload",
    "line-1",
    "download",
    "copy-path",
    "line-2",
    "rename",
    "delete",
  ]);
});

test("a reader is offered nothing that would be refused", () => {
  expect(ids({ ...facts, writable: false })).toEqual(["download", "copy-path"]);
});

test("a changed file shows what changed, and a folder cannot be downloaded", () => {
  expect(ids({ ...facts, writable: false, changed: true })[0]).toBe("changes");
  expect(ids({ ...facts, writable: false, row: { ...file, kind: "folder" } })).toEqual([
    "copy-path",
  ]);
});

test("the ground below the rows is the root: one can only make things there", () => {
  expect(ids({ ...facts, row: undefined })).toEqual(["new-file", "new-folder", "upload"]);
});
