import { EditorSelection, EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { closeTyped, deletePair } from "./close-brackets";

/** A state from a text in which `|` is the caret, or two of them a selection. */
function at(marked: string): EditorState {
  const places = [...marked.matchAll(/\|/g)].map(({ index }, nth) => index - nth);
  const [anchor = 0, head = anchor] = places;
  return EditorState.create({
    doc: marked.replaceAll("|", ""),
    selection: EditorSelection.single(anchor, head),
    extensions: EditorState.allowMultipleSelections.of(true),
  });
}

function show(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  const rest = empty ? "" : `${text.slice(from, to)}|`;
  return `${text.slice(0, from)}|${rest}${text.slice(to)}`;
}

const type = (marked: string, typed: string) => {
  const transaction = closeTyped(at(marked), typed);
  return transaction && show(transaction.state);
};

test.each([
  ["|", "(", "(|)"],
  ["f| )", "(", "f(|) )"],
  ["(|)", ")", "()|"],
  ["x = |", '"', 'x = "|"'],
  ['"a|"', '"', '"a"|'],
  ["|ab|", "[", "[|ab|]"],
  ["a, |]", "{", "a, {|}]"],
])("%j and %j make %j", (marked, typed, result) => {
  expect(type(marked, typed)).toBe(result);
});

test.each([
  ["|word", "("],
  ["don|", "'"],
  ['""|', '"'],
  ["a|", ")"],
  ["a|", "x"],
  ["a|", "`"],
])("%j and %j are left as typed", (marked, typed) => {
  expect(type(marked, typed)).toBeUndefined();
});

function backspace(marked: string): string | undefined {
  let result: string | undefined;
  deletePair({ state: at(marked), dispatch: ({ state }) => (result = show(state)) });
  return result;
}

test("backspace in an empty pair takes both, and nothing else", () => {
  expect(backspace("f(|)")).toBe("f|");
  expect(backspace('"|"')).toBe("|");
  expect(backspace("(|]")).toBeUndefined();
  expect(backspace("(a|)")).toBeUndefined();
  expect(backspace("|)")).toBeUndefined();
});

test("every caret gets its pair, or none does", () => {
  const state = EditorState.create({
    doc: "\n",
    selection: EditorSelection.create([EditorSelection.cursor(0), EditorSelection.cursor(1)]),
    extensions: EditorState.allowMultipleSelections.of(true),
  });
  expect(closeTyped(state, "(")?.state.doc.toString()).toBe("()\n()");
});
