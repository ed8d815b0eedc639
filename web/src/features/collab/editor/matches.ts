/** Counts what a search finds in a file and which of them is chosen, up to a limit. */
import type { SearchQuery } from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import type { CollabWords } from "../messages";

const most = 1000;

export interface MatchCount {
  readonly all: number;
  /** The chosen match, from 1; 0 when none is. */
  readonly at: number;
  readonly complete: boolean;
}

export function count(state: EditorState, query: SearchQuery): MatchCount {
  const { from, to } = state.selection.main;
  const cursor = query.getCursor(state);
  let all = 0;
  let at = 0;
  for (let next = cursor.next(); !next.done; next = cursor.next()) {
    all += 1;
    if (next.value.from === from && next.value.to === to) at = all;
    if (all >= most) return { all, at, complete: false };
  }
  return { all, at, complete: true };
}

export function countMatches(
  state: EditorState,
  query: SearchQuery,
  words: CollabWords["find"],
): string {
  if (query.search === "") return "";
  const { all, at, complete } = count(state, query);
  if (!complete) return words.many(all);
  if (all === 0) return words.none;
  return at === 0 ? words.all(all) : words.count(at, all);
}
