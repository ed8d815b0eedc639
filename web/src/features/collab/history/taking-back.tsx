"use client";
/** Taking back what one did: first everything that would change, then the deed, then its undoing. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/api/query";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import type { People } from "../presence/people";
import { authorOf, disk } from "./authors";
import { historyMessages, takingBackMessages } from "./messages";
import { TakingDeeds } from "./taking-deeds";
import { TakingFile } from "./taking-file";
import { TakingForm, type Asked } from "./taking-form";
import { TakingSummary } from "./taking-summary";
import { sayMoment } from "./times";
import { useTaking } from "./use-taking";
import { isBackwards, spanOf, workOf } from "./work";

export interface TakingBackProps {
  readonly workspace: string;
  /** Whose work and when, as `refOf` says it; or nothing yet. */
  readonly work: string;
  readonly id: string;
  readonly label: string;
  readonly people: People;
  readonly access: "read" | "write";
  readonly onOpen: (path: string) => void;
}

function begin(ref: string): Asked {
  const work = workOf(ref);
  if (!work) return { who: "", preset: "hour", ...spanOf("hour", new Date()) };
  return { who: work.member ?? disk, preset: "own", since: work.since, until: work.until };
}

const noPaths: ReadonlySet<string> = new Set();

export function TakingBack({ workspace, work, people, access, onOpen, ...panel }: TakingBackProps) {
  const t = useMessages(takingBackMessages);
  const words = useMessages(historyMessages);
  const language = useLanguage();
  const { collab: api } = useTRPC();
  const [asked, setAsked] = useState(() => begin(work));
  const [left, setLeft] = useState(noPaths);
  const member = asked.who === disk ? null : asked.who;
  const { since, until } = asked;
  const preview = useQuery({
    ...api.previewTakingBack.queryOptions({ workspace, member, since, until }),
    enabled: asked.who !== "" && !isBackwards(asked),
    staleTime: 0,
  });
  const refusal = useRefusalWords(preview.error, historyProblems);
  const taking = useTaking({ workspace, member, since, until });
  const author = authorOf({ member }, people, words);
  const changes = preview.data ?? [];
  const chosen = changes.filter(({ path }) => !left.has(path));
  const whole = chosen.length === changes.length;
  const deeds = (
    <TakingDeeds
      access={access}
      taking={taking}
      chosen={chosen}
      onTake={() => taking.take(whole ? undefined : chosen.map(({ path }) => path))}
    />
  );

  function ask(next: Asked) {
    setAsked(next);
    setLeft(noPaths);
    taking.forget();
  }

  return (
    <div
      id={panel.id}
      role="tabpanel"
      aria-label={panel.label}
      className="@container flex min-h-0 flex-1 flex-col"
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto @4xl:flex-row-reverse @4xl:overflow-hidden">
        <aside className="flex flex-none flex-col border-line @4xl:w-86 @4xl:border-s">
          <div className="flex-none px-5 py-4 @4xl:min-h-0 @4xl:flex-1 @4xl:overflow-y-auto">
            <h2 className="text-lead font-semibold tracking-title text-balance">
              {asked.who === "" ? t.title : t.titleOf(author.name)}
            </h2>
            {asked.who !== "" && (
              <p className="mt-1 mb-4 text-pretty text-ink-muted">
                {t.lead(
                  sayMoment(since, new Date(), language),
                  sayMoment(until, new Date(), language),
                )}
              </p>
            )}
            <TakingForm asked={asked} people={people} onAsk={ask} />
            {changes.length > 0 && !taking.done && (
              <TakingSummary
                changes={changes}
                left={left}
                disk={asked.who === disk}
                onLeave={setLeft}
              />
            )}
          </div>
          {(changes.length > 0 || taking.done) && (
            <div className="border-t border-line px-5 py-3 @max-4xl:hidden">{deeds}</div>
          )}
        </aside>
        <div
          tabIndex={0}
          className="min-w-0 flex-1 -outline-offset-2 @4xl:min-h-0 @4xl:overflow-y-auto"
        >
          {asked.who === "" && (
            <EmptyState title={t.choose} className="m-5">
              {t.chooseHint}
            </EmptyState>
          )}
          {preview.isLoading && (
            <div className="p-5">
              <Skeleton label={t.loading} rows={10} />
              <p className="mt-3 animate-late text-small text-ink-muted [animation-delay:3s]">
                {t.waiting}
              </p>
            </div>
          )}
          {preview.isError && <ErrorState title={refusal} className="m-5" />}
          {preview.data?.length === 0 && !taking.done && (
            <EmptyState title={t.nothing(author.name)} className="m-5">
              {t.nothingHint}
            </EmptyState>
          )}
          {taking.done && (
            <EmptyState title={t.done(taking.done.edits, taking.done.paths.length)} className="m-5">
              <p>{t.doneHint}</p>
              <ul className="mt-2 font-mono">
                {taking.done.paths.map((path) => (
                  <li key={path}>{path}</li>
                ))}
              </ul>
            </EmptyState>
          )}
          {!taking.done &&
            chosen.map((change) => (
              <TakingFile
                key={change.path}
                workspace={workspace}
                change={change}
                people={people}
                onOpen={onOpen}
              />
            ))}
        </div>
      </div>
      {(changes.length > 0 || taking.done) && (
        <div className="flex-none border-t border-line bg-surface px-4 py-2 @4xl:hidden">
          {deeds}
        </div>
      )}
    </div>
  );
}
