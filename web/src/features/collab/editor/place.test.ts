import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import { SearchQuery } from "@codemirror/search";
import { EditorSelection, EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { count } from "./matches";
import { enclosing, placeOf } from "./place";

const code = "class Window:\n    def length(self):\n        return 1\n\nx = 2\n";

function at(text: string, offset: number, extensions = python()) {
  return EditorState.create({ doc: text, selection: { anchor: offset }, extensions });
}

test("lines and columns count from one, characters as people see them", () => {
  expect(placeOf(at("ab\n𝒃c", 5))).toEqual({ line: 2, column: 2, selected: 0 });
});

test("what is selected is counted over all ranges", () => {
  const selection = EditorSelection.create([
    EditorSelection.range(0, 2),
    EditorSelection.range(3, 4),
  ]);
  const state = EditorState.create({
    doc: "abcdef",
    selection,
    extensions: EditorState.allowMultipleSelections.of(true),
  });
  expect(placeOf(state).selected).toBe(3);
});

test("a caret knows the class and the function it is in", () => {
  expect(enclosing(at(code, code.indexOf("return")))).toEqual(["Window", "length"]);
  expect(enclosing(at(code, code.indexOf("x = 2")))).toEqual([]);
});

test("so it does in TypeScript", () => {
  const text = "class A { go() { return 1 } }\nfunction f() { 2 }\n";
  const extensions = javascript({ typescript: true });
  expect(enclosing(at(text, text.indexOf("return"), extensions))).toEqual(["A", "go"]);
  expect(enclosing(at(text, text.indexOf("2"), extensions))).toEqual(["f"]);
});

test("matches are counted, and the chosen one is known", () => {
  const state = EditorState.create({ doc: "a b a b a", selection: { anchor: 4, head: 5 } });
  expect(count(state, new SearchQuery({ search: "a" }))).toEqual({ all: 3, at: 2, complete: true });
  expect(count(state, new SearchQuery({ search: "z" }))).toEqual({ all: 0, at: 0, complete: true });
});
