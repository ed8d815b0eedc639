"use client";
/** A text with what changed in it: signs, tints, colours, and at each run of lines who wrote it. */
import { useMemo, useState } from "react";
import { useColours } from "@/lib/code/use-colours";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { AuthorBar, AuthorMark } from "./author-mark";
import type { Author } from "./authors";
import { fold, type Folding, type Row } from "./difference";
import { historyMessages } from "./messages";

/** Who a row is by, and when in a word: "14:03". */
export interface RowAuthor {
  readonly author: Author;
  readonly when: string;
}

export interface RowsViewProps {
  readonly path: string;
  readonly label: string;
  readonly rows: readonly Row[];
  /** By index of the row; nothing where nobody is to be named. */
  readonly authors: readonly (RowAuthor | undefined)[];
  readonly folding: Folding;
  /** What a changed row is, said aloud before its text. */
  readonly spoken: (sign: "+" | "-", author: Author | undefined) => string;
}

const tones = { "+": "bg-diff-added", "-": "bg-diff-removed", " ": "" } as const;
const signs = { "+": "+", "-": "−", " ": "" } as const;
const signTones = { "+": "text-ok", "-": "text-danger", " ": "" } as const;

export function RowsView({ path, label, rows, authors, folding, spoken }: RowsViewProps) {
  const parts = useMemo(() => fold(rows, folding), [rows, folding]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const colours = useRowColours(path, rows);
  return (
    <div role="region" aria-label={label} className="relative pb-6 font-mono text-code">
      {parts.map((part) =>
        part.folded && !unfolded.has(part.from) ? (
          <Folded
            key={part.from}
            count={part.rows.length}
            onUnfold={() => setUnfolded(new Set([...unfolded, part.from]))}
          />
        ) : (
          part.rows.map((row, at) => (
            <Line
              key={part.from + at}
              row={row}
              spoken={row.sign === " " ? "" : spoken(row.sign, authors[part.from + at]?.author)}
              by={authors[part.from + at]}
              above={authors[part.from + at - 1]}
              runs={colours(part.from + at)}
            />
          ))
        ),
      )}
    </div>
  );
}

type Runs = ReturnType<typeof useColours>[number];

/** Each side is read as code by itself; a row takes its colours from the side it stands on. */
function useRowColours(path: string, rows: readonly Row[]): (at: number) => Runs | undefined {
  const old = useMemo(
    () => rows.filter(({ sign }) => sign !== "+").map(({ text }) => text),
    [rows],
  );
  const next = useMemo(
    () => rows.filter(({ sign }) => sign !== "-").map(({ text }) => text),
    [rows],
  );
  const before = useColours(path, old);
  const after = useColours(path, next);
  return (at) => {
    const row = rows[at];
    const found = row?.sign === "-" ? before[row.old - 1] : after[(row?.new ?? 0) - 1];
    // The colours of another moment may still be here for an instant.
    return found?.map(({ text }) => text).join("") === row?.text ? found : undefined;
  };
}

interface LineProps {
  readonly row: Row;
  readonly spoken: string;
  readonly by: RowAuthor | undefined;
  readonly above: RowAuthor | undefined;
  readonly runs: Runs | undefined;
}

function Line({ row, spoken, by, above, runs }: LineProps) {
  const same = above?.author.id === by?.author.id && above?.when === by?.when;
  const first = by && !same;
  return (
    <div data-sign={row.sign} className={cx("flex min-h-5", tones[row.sign])}>
      <span className="flex w-9 flex-none items-start gap-1.5 ps-2.5 font-sans text-micro/5 text-ink-muted tablet:w-21 tablet:ps-4">
        {first && (
          <>
            <AuthorMark author={by.author} />
            <span className="tabular-nums max-tablet:hidden">{by.when}</span>
          </>
        )}
      </span>
      <AuthorBar author={by?.author} />
      <span
        aria-hidden="true"
        className={cx(
          "w-9 flex-none pe-1 text-end tabular-nums select-none tablet:w-11 tablet:pe-2",
          row.sign === " " ? "text-ink-faint" : "text-ink-muted",
        )}
      >
        {row.sign === "-" ? row.old : row.new}
      </span>
      <span aria-hidden="true" className={cx("w-5 flex-none select-none", signTones[row.sign])}>
        {signs[row.sign]}
      </span>
      {spoken !== "" && <span className="sr-only">{`${spoken}: `}</span>}
      <span className="min-w-0 flex-1 pe-4 wrap-anywhere whitespace-pre-wrap">
        {runs
          ? runs.map((run, at) =>
              run.className === "" ? (
                run.text
              ) : (
                <span key={at} className={run.className}>
                  {run.text}
                </span>
              ),
            )
          : row.text}
      </span>
    </div>
  );
}

interface FoldedProps {
  readonly count: number;
  readonly onUnfold: () => void;
}

function Folded({ count, onUnfold }: FoldedProps) {
  const t = useMessages(historyMessages);
  return (
    <button
      type="button"
      aria-label={t.unfold(count)}
      onClick={onUnfold}
      className="flex min-h-7 w-full items-center gap-2 border-y border-line bg-surface-sunken ps-4 text-start font-sans text-small text-ink-muted -outline-offset-2 hover:bg-surface-hover hover:text-ink pointer-coarse:min-h-touch tablet:ps-34"
    >
      <span aria-hidden="true">⋯</span>
      {t.folded(count)}
    </button>
  );
}
