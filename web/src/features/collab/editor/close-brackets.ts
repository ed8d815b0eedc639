/**
 * Closes brackets and quotes as they are typed, steps over a closing one, takes an empty pair back.
 *
 * Ours, since CodeMirror's comes with all of its completion, which nothing here uses yet.
 */
import {
  EditorSelection,
  type EditorState,
  type Extension,
  type SelectionRange,
  type StateCommand,
  type Text,
  type Transaction,
} from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

const usual = ["(", "[", "{", "'", '"'];

const partners: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "'": "'",
  '"': '"',
  "`": "`",
};
const closing = new Set([")", "]", "}"]);

/** What the language of a place closes; quotes for instance stay single in prose. */
function closedAt(state: EditorState, at: number): readonly string[] {
  const [told] = state.languageDataAt<{ readonly brackets?: readonly string[] }>(
    "closeBrackets",
    at,
  );
  return told?.brackets ?? usual;
}

const after = (doc: Text, at: number) => doc.sliceString(at, at + 1);
const before = (doc: Text, at: number) => doc.sliceString(Math.max(0, at - 1), at);
const isWord = (letter: string) => /[\p{Alphabetic}\p{Number}_]/u.test(letter);

interface Typed {
  readonly range: SelectionRange;
  readonly changes?: { readonly from: number; readonly to?: number; readonly insert: string }[];
}

function typeOpening(state: EditorState, range: SelectionRange, open: string): Typed | undefined {
  const close = partners[open] ?? open;
  if (!range.empty) {
    const { from, to, anchor, head } = range;
    return {
      changes: [
        { from, insert: open },
        { from: to, insert: close },
      ],
      range: EditorSelection.range(anchor + 1, head + 1),
    };
  }
  const next = after(state.doc, range.head);
  if (next !== "" && !/[\s)\]}:;>,.=]/.test(next)) return undefined;
  return {
    changes: [{ from: range.head, insert: open + close }],
    range: EditorSelection.cursor(range.head + 1),
  };
}

const stepOver = (range: SelectionRange): Typed => ({
  range: EditorSelection.cursor(range.head + 1),
});

function typeQuote(state: EditorState, range: SelectionRange, quote: string): Typed | undefined {
  if (!range.empty) return typeOpening(state, range, quote);
  const { doc } = state;
  if (after(doc, range.head) === quote) return stepOver(range);
  // A third quote in a row, or one after a word as in don't, is what it is.
  const last = before(doc, range.head);
  return last === quote || isWord(last) ? undefined : typeOpening(state, range, quote);
}

function typeAt(state: EditorState, range: SelectionRange, typed: string): Typed | undefined {
  if (closing.has(typed))
    return range.empty && after(state.doc, range.head) === typed ? stepOver(range) : undefined;
  if (!closedAt(state, range.head).includes(typed)) return undefined;
  return partners[typed] === typed
    ? typeQuote(state, range, typed)
    : typeOpening(state, range, typed);
}

function deleteAt(state: EditorState, range: SelectionRange): Typed | undefined {
  const [left, right] = [before(state.doc, range.head), after(state.doc, range.head)];
  if (!range.empty || left === "" || partners[left] !== right) return undefined;
  return {
    changes: [{ from: range.head - 1, to: range.head + 1, insert: "" }],
    range: EditorSelection.cursor(range.head - 1),
  };
}

/** The same at every caret, or nothing where one of them says no. */
function everywhere(
  state: EditorState,
  userEvent: string,
  answer: (range: SelectionRange) => Typed | undefined,
): Transaction | undefined {
  const answers = state.selection.ranges.map(answer);
  if (answers.includes(undefined)) return undefined;
  const next = answers.values();
  const change = state.changeByRange((range) => next.next().value ?? { range });
  return state.update(change, { scrollIntoView: true, userEvent });
}

/** What typing one character does instead of inserting it, or nothing. */
export function closeTyped(state: EditorState, typed: string): Transaction | undefined {
  if (partners[typed] === undefined && !closing.has(typed)) return undefined;
  return everywhere(state, "input.type", (range) => typeAt(state, range, typed));
}

/** Backspace between the two of an empty pair takes both. */
export const deletePair: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const transaction = everywhere(state, "delete.backward", (range) => deleteAt(state, range));
  if (transaction) dispatch(transaction);
  return transaction !== undefined;
};

export const closeBrackets: Extension = [
  EditorView.inputHandler.of((view, from, to, text) => {
    const { main } = view.state.selection;
    if (view.composing || view.state.readOnly || from !== main.from || to !== main.to) return false;
    const transaction = closeTyped(view.state, text);
    if (!transaction) return false;
    view.dispatch(transaction);
    return true;
  }),
  keymap.of([{ key: "Backspace", run: deletePair }]),
];
