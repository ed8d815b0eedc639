/**
 * The bar beside lines that differ from the last commit.
 *
 * The truth is git's and comes now and then; between two answers, lines edited here are marked at
 * once and marks move with the text.
 */
import {
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Extension,
} from "@codemirror/state";
import { GutterMarker, gutter, type EditorView } from "@codemirror/view";
import type { Text, Transaction } from "@codemirror/state";

/** Lines that differ, from 1, both ends included; `gone`: lines were removed before `from`. */
export interface ChangedLines {
  readonly from: number;
  readonly to: number;
  readonly kind: "changed" | "gone";
}

class Bar extends GutterMarker {
  readonly kind: ChangedLines["kind"];

  constructor(kind: ChangedLines["kind"]) {
    super();
    this.kind = kind;
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Bar && other.kind === this.kind;
  }

  override toDOM(): HTMLElement {
    const bar = document.createElement("div");
    bar.className = this.kind === "changed" ? "cm-changed" : "cm-changed-gone";
    return bar;
  }
}

const changed = new Bar("changed");
const gone = new Bar("gone");

const setChanged = StateEffect.define<readonly ChangedLines[]>();

function marksOf(doc: Text, lines: readonly ChangedLines[]): RangeSet<GutterMarker> {
  const kinds = new Map<number, Bar>();
  for (const { from, to, kind } of lines) {
    const last = Math.min(to, doc.lines);
    for (let line = Math.max(1, from); line <= last; line += 1) {
      if (kind === "changed" || !kinds.has(line))
        kinds.set(line, kind === "changed" ? changed : gone);
    }
  }
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const [line, bar] of [...kinds].sort(([a], [b]) => a - b)) {
    const { from } = doc.line(line);
    builder.add(from, from, bar);
  }
  return builder.finish();
}

function edited(marks: RangeSet<GutterMarker>, { changes, newDoc }: Transaction) {
  const touched = new Map<number, GutterMarker>();
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const last = newDoc.lineAt(toB).number;
    for (let line = newDoc.lineAt(fromB).number; line <= last; line += 1) {
      touched.set(newDoc.line(line).from, changed);
    }
  });
  const atLineStart = (at: number) => newDoc.lineAt(at).from === at && !touched.has(at);
  return marks.map(changes).update({
    filter: atLineStart,
    add: [...touched].map(([at, bar]) => bar.range(at)),
    sort: true,
  });
}

const bars = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    const moved = transaction.docChanged ? edited(marks, transaction) : marks;
    const told = transaction.effects.find((effect) => effect.is(setChanged));
    return told ? marksOf(transaction.newDoc, told.value) : moved;
  },
});

export const changeBar: Extension = [
  bars,
  gutter({ class: "cm-change-gutter", markers: (view) => view.state.field(bars) }),
];

/** git has spoken: these lines differ from the last commit, and no others. */
export function showChanged(view: EditorView, lines: readonly ChangedLines[]): void {
  view.dispatch({ effects: setChanged.of(lines) });
}
