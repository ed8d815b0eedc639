import { expect, test } from "vitest";
import {
  close,
  currentFile,
  fileTab,
  labels,
  moved,
  noTabs,
  readTabs,
  removed,
  show,
  turn,
  writeTabs,
  type Tab,
  type Tabs,
} from "./tabs";

const files = (...paths: string[]): Tabs => paths.map(fileTab).reduce(show, noTabs);
const refs = (tabs: Tabs) => tabs.open.map(({ ref }) => ref);

test("a new file opens beside the one in front", () => {
  const tabs = show(show(files("a", "b", "c"), fileTab("a")), fileTab("d"));
  expect(refs(tabs)).toEqual(["a", "d", "b", "c"]);
  expect(currentFile(tabs)).toBe("d");
});

test("showing what is open moves nothing", () => {
  const tabs = show(files("a", "b"), fileTab("a"));
  expect(refs(tabs)).toEqual(["a", "b"]);
});

test("a file and what changed in it are two tabs", () => {
  const diff: Tab = { kind: "diff", ref: "a" };
  expect(show(files("a"), diff).open).toHaveLength(2);
});

test("closing brings back the one looked at before", () => {
  const tabs = show(files("a", "b", "c"), fileTab("a"));
  expect(currentFile(close(tabs, ({ ref }) => ref === "a"))).toBe("c");
  expect(currentFile(close(tabs, ({ ref }) => ref === "b"))).toBe("a");
  expect(close(tabs, () => true).current).toBeUndefined();
});

test("tabs follow what is moved and leave with what is deleted", () => {
  const tabs = moved(files("src/a", "src2/b", "c"), "src", "lib");
  expect(refs(tabs)).toEqual(["lib/a", "src2/b", "c"]);
  expect(refs(removed(tabs, "lib"))).toEqual(["src2/b", "c"]);
});

test("a deleted file with something unsaved in it stays", () => {
  const tabs = files("src/a", "src/b");
  expect(refs(removed(tabs, "src", (path) => path === "src/b"))).toEqual(["src/b"]);
});

test("turning goes back to the file before, and turning again goes on", () => {
  const tabs = files("a", "b", "c");
  expect(currentFile(turn(tabs, 1))).toBe("b");
  expect(currentFile(turn(turn(tabs, 1), 1))).toBe("c");
  expect(currentFile(turn(tabs, -1))).toBe("a");
  expect(turn(noTabs, 1)).toBe(noTabs);
});

test("two files of one name say their folder", () => {
  const { open } = files("a/x.py", "b/x.py", "c.py");
  expect(labels(open, () => "")).toEqual(["a/x.py", "b/x.py", "c.py"]);
});

test("a timeline goes where its file goes, and work to be taken back belongs to no file", () => {
  const timeline = { kind: "timeline", ref: "a/x.py" } as const;
  const work = { kind: "taking-back", ref: "a/x.py" } as const;
  const tabs = show(show(noTabs, timeline), work);
  expect(moved(tabs, "a", "b").open).toEqual([{ kind: "timeline", ref: "b/x.py" }, work]);
  expect(removed(tabs, "a").open).toEqual([work]);
  expect(labels(tabs.open, () => "work")).toEqual(["x.py", "work"]);
  expect(readTabs(writeTabs(tabs)).open).toEqual(tabs.open);
});

test("what was left comes back, and nonsense comes back as nothing", () => {
  const tabs = show(files("a", "b"), fileTab("a"));
  expect(readTabs(writeTabs(tabs))).toEqual(tabs);
  for (const nonsense of [null, "", "3", "{", '{"open":[{"kind":"x","ref":1}]}']) {
    expect(readTabs(nonsense).open).toEqual([]);
  }
});
