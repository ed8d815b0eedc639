import { expect, test } from "vitest";
import {
  fileAddress,
  folderOf,
  foldersTo,
  isPicture,
  isWithin,
  join,
  movedPath,
  nameOf,
  pageAddress,
} from "./paths";

test("a path is taken apart and put together again", () => {
  expect([nameOf("a/b.py"), folderOf("a/b.py")]).toEqual(["b.py", "a"]);
  expect([nameOf("b.py"), folderOf("b.py")]).toEqual(["b.py", ""]);
  expect([join("", "b"), join("a", "b")]).toEqual(["b", "a/b"]);
});

test("a name that only begins alike is not within", () => {
  expect(isWithin("src/a", "src")).toBe(true);
  expect(isWithin("src", "src")).toBe(true);
  expect(isWithin("src2/a", "src")).toBe(false);
  expect(isWithin("anything", "")).toBe(true);
});

test("what lies under a moved folder moves along", () => {
  expect(movedPath("src/a/b.py", "src", "lib/x")).toBe("lib/x/a/b.py");
  expect(movedPath("src2/a", "src", "lib")).toBe("src2/a");
});

test("the way to a path is every folder on it", () => {
  expect(foldersTo("a/b/c.py")).toEqual(["a", "a/b"]);
  expect(foldersTo("c.py")).toEqual([]);
});

test("addresses survive every letter a file name may have", () => {
  expect(fileAddress("w", "a b/ก?#.py")).toBe("/files/w/a%20b/%E0%B8%81%3F%23.py");
  expect(pageAddress("w", "a/b&c.py")).toBe("/w/w?file=a/b%26c.py");
  expect(pageAddress("w", undefined)).toBe("/w/w");
});

test("a picture is known by its ending, in capitals too", () => {
  expect(isPicture("logo.PNG")).toBe(true);
  expect(isPicture("a.pngx")).toBe(false);
});
