/** The passage somebody means now: what is selected, or the line of the caret. Comes with the editor. */
import type { EditorView } from "@codemirror/view";
import type { CollabSession } from "../session";
import { markersOf } from "./markers";
import { anchorsOf, type Range } from "./place";
import type { Begun } from "./state";

const longestQuote = 2_000;

/** The selection, or the caret's line without the space around it; nothing on an empty line. */
function meant({ state }: EditorView): Range | undefined {
  const { main } = state.selection;
  if (!main.empty) return main;
  const line = state.doc.lineAt(main.head);
  const written = line.text.trim();
  if (written === "") return undefined;
  const from = line.from + line.text.indexOf(written);
  return { from, to: from + written.length };
}

export function begin(session: CollabSession, path: string): Begun | undefined {
  const view = session.editors.shown.get();
  const provider = session.documents.get(path);
  const range = view && meant(view);
  const anchors = provider && range && anchorsOf(session.editors.parts, provider, range);
  if (!view || !anchors) return undefined;
  return {
    ...anchors,
    path,
    quote: view.state.sliceDoc(range.from, Math.min(range.to, range.from + longestQuote)),
    line: view.state.doc.lineAt(range.from).number,
  };
}

/** The thread around the caret, where nothing is selected. */
export function threadAtCaret(session: CollabSession): string | undefined {
  const view = session.editors.shown.get();
  const { empty, head } = view?.state.selection.main ?? { empty: false, head: 0 };
  return view && empty
    ? markersOf(session.editors.parts).threadsIn(view.state, { from: head, to: head })[0]
    : undefined;
}
