import { expect, test } from "vitest";
import { threadsOf, ThreadsState } from "./state";

test("a link leads to its thread once, and another link to another", () => {
  const state = new ThreadsState();
  state.follow("a");
  expect(state.open.get()).toBe(true);
  expect(state.inFront.get()).toEqual({ kind: "thread", thread: "a" });
  expect(state.wanted.get()).toEqual({ thread: "a", path: undefined });
  state.wanted.set(undefined);
  state.showList();
  state.follow("a");
  expect(state.inFront.get()).toEqual({ kind: "list" });
  state.follow("b");
  expect(state.wanted.get()?.thread).toBe("b");
});

test("a thread that was sent is shown unless somebody went elsewhere meanwhile", () => {
  const state = new ThreadsState();
  const begun = { path: "a", quote: "x", line: 1, document: "d", epoch: 1, start: "", end: "" };
  state.begin(begun);
  state.opened("t");
  expect(state.inFront.get()).toEqual({ kind: "thread", thread: "t" });
  state.begin(begun);
  state.showList();
  state.opened("u");
  expect(state.inFront.get()).toEqual({ kind: "list" });
});

test("a page has one state of threads", () => {
  const page = {};
  expect(threadsOf(page)).toBe(threadsOf(page));
  expect(threadsOf(page)).not.toBe(threadsOf({}));
});
