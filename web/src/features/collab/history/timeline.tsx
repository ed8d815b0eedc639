"use client";
/** The past of one document: who did what when, the text at any moment of it, and the way back. */
import type { CollabSession } from "../session";
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { Signal, type Watchable } from "@/lib/signal";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import type { People } from "../presence/people";
import { historyMessages } from "./messages";
import { Past } from "./past";
import { useAskHistoryAgain, useTimeline } from "./use-history";

export interface TimelineProps {
  readonly workspace: string;
  readonly path: string;
  /** Named by the tab that shows it. */
  readonly id: string;
  readonly label: string;
  readonly people: People;
  readonly access: "read" | "write";
  readonly session: CollabSession | undefined;
  /** What it is handed names whose work, and when. */
  readonly onTakeBack: (work: string) => void;
}

const never: Watchable<number> = new Signal(0);

export function Timeline(props: TimelineProps) {
  const { workspace, path, id, label, session } = props;
  const t = useMessages(historyMessages);
  const timeline = useTimeline(workspace, path);
  const refusal = useRefusalWords(timeline.error, historyProblems);
  const askAgain = useAskHistoryAgain();
  useReaction(
    useSignal(session?.documents.edited ?? never),
    useCallback((times) => times > 0 && void askAgain(), [askAgain]),
  );
  return (
    <div
      id={id}
      role="tabpanel"
      aria-label={label}
      className="@container flex min-h-0 flex-1 flex-col"
    >
      {timeline.isPending && (
        <div className="p-5">
          <Skeleton label={t.loading} rows={10} />
          <p className="mt-3 animate-late text-small text-ink-muted [animation-delay:3s]">
            {t.waiting}
          </p>
        </div>
      )}
      {timeline.isError && <ErrorState title={refusal} className="m-5" />}
      {timeline.data?.length === 0 && (
        <EmptyState title={t.empty} className="m-5">
          {t.emptyHint}
        </EmptyState>
      )}
      {timeline.data !== undefined && timeline.data.length > 0 && (
        <Past {...props} stretches={timeline.data} />
      )}
    </div>
  );
}
