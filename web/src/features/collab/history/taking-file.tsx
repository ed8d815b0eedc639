"use client";
/** One file as it would be without the work that is taken back: everything that goes or comes. */
import { useMemo } from "react";
import type { ChangedView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import type { People } from "../presence/people";
import { withEdits } from "./authors";
import { counts, difference } from "./difference";
import { takingBackMessages } from "./messages";
import { RowsView } from "./rows-view";
import { usePair } from "./use-history";
import { useWritten } from "./use-written";

export interface TakingFileProps {
  readonly workspace: string;
  readonly change: ChangedView;
  readonly people: People;
  readonly onOpen: (path: string) => void;
}

const folding = { around: 3, least: 8 };

export function TakingFile({ workspace, change, people, onOpen }: TakingFileProps) {
  const t = useMessages(takingBackMessages);
  const { path, sequence, edits } = change;
  const text = usePair(workspace, path, 0, sequence);
  const refusal = useRefusalWords(text.error, historyProblems);
  const present = text.data?.to === sequence ? text.data.after : undefined;
  const rows = useMemo(
    () => (present === undefined ? [] : difference(present, withEdits(present, edits))),
    [present, edits],
  );
  const written = useWritten(workspace, path, "ask", present, people);
  // What comes back had an author too, whom only the taking back itself gives back.
  const authors = useMemo(
    () => rows.map((row) => (row.old > 0 ? written[row.old - 1] : undefined)),
    [rows, written],
  );
  const { added, removed } = counts(rows);
  return (
    <section aria-label={path}>
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
        <h3 className="min-w-0 font-mono text-small font-medium wrap-anywhere">{path}</h3>
        <span className="text-small text-ink-muted">{t.asWould}</span>
        {rows.length > 0 && (
          <span className="text-small text-ink-muted tabular-nums">{t.lines(added, removed)}</span>
        )}
        <Button size="mini" tone="bare" className="ms-auto" onClick={() => onOpen(path)}>
          {t.open}
        </Button>
      </header>
      {text.isPending && <Skeleton label={t.loading} rows={6} className="p-5" />}
      {text.isError && <ErrorState title={refusal} className="m-5" />}
      {rows.length > 0 && (
        <RowsView
          path={path}
          label={`${path}, ${t.asWould}`}
          rows={rows}
          authors={authors}
          folding={folding}
          spoken={(sign) => (sign === "+" ? t.cameBack : t.goes)}
        />
      )}
    </section>
  );
}
