"use client";
/** The text at one moment, with what changed then, or since, or between two. */
import { useEffect, useMemo, useRef } from "react";
import type { StretchView } from "@/contracts/collab";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import type { Language } from "@/lib/i18n/language";
import { useRefusalWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { workerOf, type HistoryWords } from "./authors";
import { difference, type Row } from "./difference";
import { historyMessages } from "./messages";
import type { People } from "../presence/people";
import { RowsView, type RowAuthor } from "./rows-view";
import { sayMoment } from "./times";
import { usePair } from "./use-history";
import { useWritten } from "./use-written";

export type Mode = "then" | "now" | "between";

export interface MomentViewProps {
  readonly workspace: string;
  readonly path: string;
  readonly mode: Mode;
  /** Updates; the text before the first is empty. */
  readonly from: number;
  readonly to: number;
  /** What was done from one to the other. */
  readonly between: readonly StretchView[];
  readonly people: People;
}

const whole = { around: 12, least: 40 };
const changes = { around: 3, least: 8 };

export function MomentView({ workspace, path, mode, from, to, between, people }: MomentViewProps) {
  const t = useMessages(historyMessages);
  const pair = usePair(workspace, path, from, to);
  const refusal = useRefusalWords(pair.error, historyProblems);
  const rows = useMemo(() => (pair.data ? rowsOf(pair.data) : []), [pair.data]);
  const language = useLanguage();
  const alone = useMemo(
    () => onlyAuthor(between, people, t, language),
    [between, people, t, language],
  );
  const written = useWritten(
    workspace,
    path,
    mode === "now" ? "ask" : "wait",
    pair.data?.after,
    people,
  );
  const authors = useMemo(
    () =>
      rows.map((row) => {
        if (row.sign === " ") return undefined;
        return mode === "now" && row.sign === "+" ? written[row.new - 1] : alone;
      }),
    [rows, mode, written, alone],
  );
  const top = useRef<HTMLDivElement>(null);
  // What changed comes into sight; the eye is not led there, so that stepping stays quick.
  useEffect(() => {
    const first = top.current?.querySelector('[data-sign="+"], [data-sign="-"]');
    const scroller = top.current?.parentElement;
    if (!first || !scroller) return;
    // Of this text only: `scrollIntoView` would move the page around it, too.
    const [line, room] = [first.getBoundingClientRect(), scroller.getBoundingClientRect()];
    const middle = line.top - room.top - (room.height - line.height) / 2;
    scroller.scrollBy({ top: middle, behavior: "instant" });
  }, [rows]);
  if (pair.isPending)
    return (
      <div className="p-5">
        <Skeleton label={t.loading} rows={12} />
      </div>
    );
  if (pair.isError) return <ErrorState title={refusal} className="m-5" />;
  const same = from !== 0 && rows.every(({ sign }) => sign === " ");
  return (
    <div ref={top}>
      {same && <p className="px-5 py-2 text-small text-ink-muted">{t.same}</p>}
      <RowsView
        path={path}
        label={t.text(path)}
        rows={rows}
        authors={authors}
        folding={mode === "then" ? whole : changes}
        spoken={(sign, author) => (sign === "+" ? t.lineAdded : t.lineRemoved)(author?.name ?? "")}
      />
    </div>
  );
}

/** The text a document began with is shown plain: nothing was there that it could differ from. */
function rowsOf({ before, after, from }: { before: string; after: string; from: number }) {
  const rows = difference(before, after);
  if (from !== 0) return rows;
  return rows.flatMap((row): Row[] => (row.sign === "-" ? [] : [{ ...row, sign: " " }]));
}

/** Where one author did everything, the lines are that author's. */
function onlyAuthor(
  between: readonly StretchView[],
  people: People,
  t: HistoryWords,
  language: Language,
): RowAuthor | undefined {
  const last = between.at(-1);
  if (!last) return undefined;
  const author = workerOf(last, people, t);
  if (between.some((stretch) => workerOf(stretch, people, t).id !== author.id)) return undefined;
  return {
    author,
    when: sayMoment(last.ended, new Date(), language),
  };
}
