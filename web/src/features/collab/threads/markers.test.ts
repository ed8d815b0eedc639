import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { parts } from "../editor/parts";
import { markersOf, type Marked } from "./markers";

const { markExtension, setMarks, threadsIn } = markersOf(parts);

const shown = (doc: string, marked: readonly Marked[]) =>
  EditorState.create({ doc, extensions: markExtension }).update({
    effects: setMarks.of({ marked, current: undefined }),
  }).state;

test("threads are found at a place and in a line, and move with the text", () => {
  const state = shown("one\ntwo three\n", [
    { thread: "b", from: 8, to: 13 },
    { thread: "a", from: 4, to: 7 },
  ]);
  expect(threadsIn(state, { from: 5, to: 5 })).toEqual(["a"]);
  expect(threadsIn(state, state.doc.line(2))).toEqual(["a", "b"]);
  expect(threadsIn(state, state.doc.line(1))).toEqual([]);
  const later = state.update({ changes: { from: 0, insert: "zero\n" } }).state;
  expect(threadsIn(later, later.doc.line(3))).toEqual(["a", "b"]);
  const gone = later.update({ changes: { from: 9, to: 12 } }).state;
  expect(threadsIn(gone, gone.doc.line(3))).toEqual(["b"]);
});

test("a place outside of the text is not drawn", () => {
  const state = shown("one", [{ thread: "a", from: 0, to: 9 }]);
  expect(threadsIn(state, { from: 0, to: 3 })).toEqual([]);
});

test("a view that shows no threads has none", () => {
  expect(threadsIn(EditorState.create({ doc: "one" }), { from: 0, to: 3 })).toEqual([]);
});
