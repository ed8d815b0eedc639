/** Authors beside the lines of an editor: at the first line of each run who and when, then a bar. */
import {
  Compartment,
  Facet,
  Prec,
  StateEffect,
  StateField,
  type Extension,
} from "@codemirror/state";
import { EditorView, GutterMarker, gutter, type BlockInfo } from "@codemirror/view";
import type { RunView } from "@/contracts/collab";
import type { Author } from "../authors";
import { latestIn, mapRuns, runAt, runsOf, type Changed, type Run } from "./runs";

/** How a run is named: its author, and the time in a word. Nothing for what was just written. */
export interface Named {
  readonly author: Author;
  readonly letters: string;
  readonly when: string;
}

export interface GutterOptions {
  readonly name: (run: Run) => Named | undefined;
  /** The run under the pointer or else at the caret. */
  readonly pointed: (run: Run | undefined) => void;
}

const setRuns = StateEffect.define<readonly Run[]>();

const runs = StateField.define<readonly Run[]>({
  create: () => [],
  update(known, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setRuns));
    if (told) return told.value;
    if (!transaction.docChanged) return known;
    const changes: Changed[] = [];
    transaction.changes.iterChangedRanges((fromA, toA, fromB, toB) =>
      changes.push({ fromA, toA, fromB, toB }),
    );
    return mapRuns(known, changes);
  },
});

const options = Facet.define<GutterOptions, GutterOptions | undefined>({
  combine: (given) => given[0],
});

class Mark extends GutterMarker {
  readonly named: Named;
  readonly first: boolean;

  constructor(named: Named, first: boolean) {
    super();
    this.named = named;
    this.first = first;
  }

  override eq(other: GutterMarker): boolean {
    return (
      other instanceof Mark &&
      other.first === this.first &&
      other.named.author.id === this.named.author.id &&
      other.named.when === this.named.when
    );
  }

  override toDOM(): HTMLElement {
    const { author, letters, when } = this.named;
    const mark = document.createElement("div");
    const colour =
      author.kind === "person" && author.slot > 0 ? `cm-slot-${((author.slot - 1) % 8) + 1}` : "";
    mark.className = `cm-author ${colour}`;
    mark.title = `${author.name}, ${when}`;
    if (!this.first) return mark;
    const who = document.createElement("span");
    who.className = `cm-author-${author.kind === "forgotten" ? "program" : author.kind}`;
    who.textContent = author.kind === "person" ? letters : (author.letter ?? "");
    const time = document.createElement("span");
    time.className = "cm-author-when";
    time.textContent = when;
    mark.append(who, time);
    return mark;
  }
}

function markOf(view: EditorView, { from, to }: BlockInfo): Mark | null {
  const known = view.state.field(runs);
  const name = view.state.facet(options)?.name;
  const run = latestIn(known, from, to);
  const named = run && name?.(run);
  if (!named) return null;
  const before = from === 0 ? undefined : view.state.doc.lineAt(from - 1);
  const above = before && latestIn(known, before.from, before.to);
  const same = above && name?.(above);
  return new Mark(named, same?.author.id !== named.author.id || same.when !== named.when);
}

const look = EditorView.theme({
  ".cm-author-gutter": { width: "5.25rem", fontFamily: "var(--font-ui)" },
  ".cm-author": {
    display: "flex",
    gap: "0.375rem",
    alignItems: "center",
    height: "100%",
    paddingInlineStart: "0.75rem",
    borderInlineEnd: "0.1875rem solid var(--c, var(--line-strong))",
    color: "var(--ink-muted)",
    fontSize: "var(--size-micro)",
    overflow: "hidden",
  },
  ".cm-author-person": {
    flex: "none",
    width: "1.125rem",
    borderRadius: "var(--round-person)",
    backgroundColor: "var(--c, var(--agent))",
    color: "var(--presence-ink)",
    font: "600 var(--size-initials-small)/1.125rem var(--font-ui)",
    textAlign: "center",
  },
  ".cm-author-disk": {
    flex: "none",
    width: "0.5625rem",
    height: "0.5625rem",
    marginInline: "0.28rem",
    rotate: "45deg",
    borderRadius: "0.125rem",
    backgroundColor: "var(--ink-faint)",
  },
  ".cm-author-program": {
    flex: "none",
    position: "relative",
    width: "1.125rem",
    font: "600 var(--size-initials-small)/1.125rem var(--font-ui)",
    textAlign: "center",
  },
  ".cm-author-program::before": {
    content: '""',
    position: "absolute",
    inset: "0.125rem",
    rotate: "45deg",
    borderRadius: "0.125rem",
    border: "1px solid var(--ink-faint)",
  },
  ".cm-author-when": { whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  "@media (max-width: 44.99rem)": {
    ".cm-author-gutter": { width: "1.75rem" },
    ".cm-author": { paddingInlineStart: "0.25rem" },
    ".cm-author-when": { display: "none" },
  },
});

function extension(given: GutterOptions): Extension {
  const point = (view: EditorView, at: number) => given.pointed(runAt(view.state.field(runs), at));
  const caret = (view: EditorView) => point(view, view.state.selection.main.head);
  return [
    runs,
    options.of(given),
    look,
    Prec.highest(
      gutter({
        class: "cm-author-gutter",
        lineMarker: markOf,
        lineMarkerChange: (update) =>
          update.startState.field(runs, false) !== update.state.field(runs, false),
      }),
    ),
    EditorView.updateListener.of(({ view, selectionSet, docChanged, transactions }) => {
      const told = transactions.some(({ effects }) => effects.some((effect) => effect.is(setRuns)));
      if (selectionSet || docChanged || told) caret(view);
    }),
    EditorView.domEventHandlers({
      mousemove: (event, view) => {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null) point(view, at);
      },
      mouseleave: (_, view) => caret(view),
    }),
  ];
}

const place = new Compartment();

/** The authors beside one text, until they are closed. */
export class AuthorsGutter {
  #view: EditorView | undefined;
  #made: Extension;

  constructor(view: EditorView | undefined, given: GutterOptions) {
    this.#view = view;
    this.#made = extension(given);
    view?.dispatch({
      effects:
        place.get(view.state) === undefined
          ? StateEffect.appendConfig.of(place.of(this.#made))
          : place.reconfigure(this.#made),
    });
  }

  /** The server has spoken; of another text than this one it is asked again after the next pause. */
  tell(views: readonly RunView[]): void {
    const view = this.#view;
    if (!view || place.get(view.state) !== this.#made) return;
    const known = runsOf(view.state.doc.toString(), views);
    if (known) view.dispatch({ effects: setRuns.of(known) });
  }

  close(): void {
    const view = this.#view;
    if (view && place.get(view.state) === this.#made)
      view.dispatch({ effects: place.reconfigure([]) });
  }
}
