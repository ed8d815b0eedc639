/** Who wrote which characters of a text in an editor, kept true through edits. Pure. */
import type { RunView } from "@/contracts/collab";
import type { Written } from "../authors";

/** UTF-16 offsets; without `by` it was written here a moment ago, and nobody was asked yet. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly by: Written | undefined;
}

/** Offsets of a text before and after, as CodeMirror tells changes. */
export interface Changed {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Nothing when the server spoke of another text: its runs count code points. */
export function runsOf(text: string, views: readonly RunView[]): readonly Run[] | undefined {
  const runs: Run[] = [];
  let at = 0;
  for (const { length, member, at: when, cause, forgotten } of views) {
    const from = at;
    for (let count = 0; count < length; count += 1) {
      const letter = text.codePointAt(at);
      if (letter === undefined) return undefined;
      at += letter > 0xffff ? 2 : 1;
    }
    runs.push({ from, to: at, by: { member, at: when, cause, forgotten } });
  }
  return at === text.length ? runs : undefined;
}

/** Runs move with the text: what was deleted leaves them, what is new stands between them. */
export function mapRuns(runs: readonly Run[], changes: readonly Changed[]): readonly Run[] {
  const mapped: Run[] = [];
  const put = (from: number, to: number, by: Run["by"]) =>
    to > from && mapped.push({ from, to, by });
  let index = 0;
  let offset = 0;
  let begun = 0;
  const keepUntil = (end: number) => {
    for (let run = runs[index]; run && run.from < end; run = runs[index]) {
      put(Math.max(run.from, begun) + offset, Math.min(run.to, end) + offset, run.by);
      if (run.to > end) break;
      index += 1;
    }
  };
  for (const { fromA, toA, fromB, toB } of changes) {
    keepUntil(fromA);
    put(fromB, toB, undefined);
    begun = toA;
    offset = toB - toA;
    while ((runs[index]?.to ?? Infinity) <= toA) index += 1;
  }
  keepUntil(Infinity);
  return mapped;
}

/** The index of the run that holds an offset, or of the first one after it. */
function indexOf(runs: readonly Run[], at: number): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The run of the character after an offset. */
export function runAt(runs: readonly Run[], at: number): Run | undefined {
  const run = runs[indexOf(runs, at)];
  return run && run.from <= at ? run : undefined;
}

/**
 * The latest run that a line has a part of; what was written just now is the latest.
 *
 * The end of a line came with what stands below, so it counts in an empty line only.
 */
export function latestIn(runs: readonly Run[], from: number, end: number): Run | undefined {
  const to = Math.max(end, from + 1);
  let latest: Run | undefined;
  for (let index = indexOf(runs, from); index < runs.length; index += 1) {
    const run = runs[index];
    if (!run || run.from >= to) break;
    if (!run.by) return run;
    if (!latest?.by || latest.by.at < run.by.at) latest = run;
  }
  return latest;
}
