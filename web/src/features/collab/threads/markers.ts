/**
 * Threads in the editor: their passages underlined, a sign beside their first line.
 *
 * The extension is added to a view when the first thread is known; it adds no gutter, so that no
 * text moves. Between two looks at the document, marks move as the text does.
 */
import type { DecorationSet, EditorView, GutterMarker } from "@codemirror/view";
import type { EditorState, Extension, RangeSet, Text } from "@codemirror/state";
import type { Parts } from "../editor/parts";
import type { Range } from "./place";

/** A thread's place in the text in sight. */
export interface Marked extends Range {
  readonly thread: string;
}

export interface Marks {
  readonly marked: readonly Marked[];
  /** The thread that is read now. */
  readonly current: string | undefined;
}

// A speech bubble as a mask, so that it has the colour of the theme.
const bubble =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.6' stroke-linejoin='round'%3E%3Cpath d='M2 3h12v8H7.5l-3 2.5V11H2z'/%3E%3C/svg%3E\")";

const look = {
  ".cm-thread": {
    backgroundColor: "color-mix(in oklab, var(--info) 9%, transparent)",
    textDecoration: "underline dotted var(--info) 2px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-thread-current": {
    backgroundColor: "color-mix(in oklab, var(--info) 15%, transparent)",
    textDecorationStyle: "solid",
  },
  ".cm-lineNumbers .cm-commented": { cursor: "pointer", color: "var(--info)" },
  ".cm-lineNumbers .cm-commented::before": {
    content: '""',
    float: "inline-start",
    width: "0.875rem",
    height: "var(--leading-code)",
    marginInlineStart: "-0.25rem",
    backgroundColor: "var(--info)",
    mask: `${bubble} center / 0.8125rem no-repeat`,
  },
  "@media (max-width: 44.99rem)": {
    ".cm-lineNumbers .cm-commented::before": {
      width: "0.625rem",
      marginInlineStart: "0",
      maskSize: "0.625rem",
    },
  },
};

interface Drawn {
  readonly marks: DecorationSet;
  readonly signs: RangeSet<GutterMarker>;
}

function make(parts: Parts) {
  const { Decoration, EditorView, GutterMarker, RangeSetBuilder, StateEffect, StateField } = parts;
  const { ViewPlugin, gutterLineClass } = parts;

  class Sign extends GutterMarker {
    override elementClass = "cm-commented";
  }

  const sign = new Sign();
  const setMarks = StateEffect.define<Marks>();

  const nothing: Drawn = {
    marks: Decoration.none,
    signs: new RangeSetBuilder<GutterMarker>().finish(),
  };

  const markOf = (thread: string, current: boolean) =>
    Decoration.mark({
      class: current ? "cm-thread cm-thread-current" : "cm-thread",
      attributes: { "data-thread": thread },
    });

  function signsOf(doc: Text, marks: DecorationSet): RangeSet<GutterMarker> {
    const starts = new Set<number>();
    for (const at = marks.iter(); at.value; at.next()) starts.add(doc.lineAt(at.from).from);
    const builder = new RangeSetBuilder<GutterMarker>();
    for (const start of [...starts].sort((a, b) => a - b)) builder.add(start, start, sign);
    return builder.finish();
  }

  function draw(doc: Text, { marked, current }: Marks): Drawn {
    const marks = Decoration.set(
      marked
        .filter(({ from, to }) => from < to && to <= doc.length)
        .map(({ thread, from, to }) => markOf(thread, thread === current).range(from, to)),
      true,
    );
    return { marks, signs: signsOf(doc, marks) };
  }

  const drawn = StateField.define<Drawn>({
    create: () => nothing,
    update(before, { docChanged, changes, newDoc, effects }) {
      const told = effects.find((effect) => effect.is(setMarks));
      if (told) return draw(newDoc, told.value);
      if (!docChanged || before === nothing) return before;
      const marks = before.marks.map(changes);
      return { marks, signs: signsOf(newDoc, marks) };
    },
    provide: (field) => [
      EditorView.decorations.from(field, ({ marks }) => marks),
      gutterLineClass.from(field, ({ signs }) => signs),
    ],
  });

  const markExtension: Extension = [drawn, EditorView.theme(look)];

  /** A press on a line's sign opens the first thread that begins there. */
  function openBySign(onOpen: (thread: string) => void): Extension {
    return ViewPlugin.define((view) => {
      function pressed({ target, clientY }: MouseEvent) {
        if (!(target instanceof Element) || !target.closest(".cm-commented")) return;
        const block = view.lineBlockAtHeight(clientY - view.documentTop);
        const found = threadsIn(view.state, block);
        if (found[0] !== undefined) onOpen(found[0]);
      }
      view.dom.addEventListener("click", pressed);
      return { destroy: () => view.dom.removeEventListener("click", pressed) };
    });
  }

  /** Threads with text in a range, or around a place, in order. */
  function threadsIn(state: EditorState, { from, to }: Range): readonly string[] {
    const found: string[] = [];
    state.field(drawn, false)?.marks.between(from, to, (_from, _to, { spec }) => {
      const { attributes } = spec as { readonly attributes: Readonly<Record<string, string>> };
      if (attributes["data-thread"] !== undefined) found.push(attributes["data-thread"]);
    });
    return found;
  }

  /** Shows these threads in a view, and no others. */
  function showMarks(view: EditorView, marks: Marks, onOpen: (thread: string) => void): void {
    const known = view.state.field(drawn, false) !== undefined;
    const added = known ? [] : [StateEffect.appendConfig.of([markExtension, openBySign(onOpen)])];
    if (!known && marks.marked.length === 0) return;
    view.dispatch({ effects: [...added, setMarks.of(marks)] });
  }

  /** Brings a passage into sight, in the middle or, on a narrow page, above the sheet. */
  function reveal(view: EditorView, { from }: Range): void {
    const narrow = matchMedia("(max-width: 44.99rem)").matches;
    const where = narrow ? ({ y: "start", yMargin: 48 } as const) : ({ y: "center" } as const);
    view.dispatch({ effects: EditorView.scrollIntoView(from, where) });
  }

  return { markExtension, reveal, setMarks, showMarks, threadsIn };
}

export type Markers = ReturnType<typeof make>;

let made: Markers | undefined;

/** Marks made with the editor's parts; the same every time, so that a view knows its own. */
export function markersOf(parts: Parts): Markers {
  return (made ??= make(parts));
}
