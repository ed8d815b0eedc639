"use client";
/** Authors beside the text in front, and in one line who wrote the character pointed at. */
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { useResource } from "@/lib/use-resource";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";
import { initials } from "@/ui/avatar";
import { Button } from "@/ui/button";
import type { People } from "../../presence/people";
import type { CollabSession } from "../../session";
import { AuthorMark } from "../author-mark";
import { authorOf } from "../authors";
import { historyMessages } from "../messages";
import { sayClock, sayMoment, sayShortDay } from "../times";
import { useAskHistoryAgain, useAttribution } from "../use-history";
import type { Run } from "./runs";

export interface AuthorshipProps {
  readonly workspace: string;
  readonly path: string;
  readonly session: CollabSession;
  readonly people: People;
  readonly onClose: () => void;
}

export function Authorship({ workspace, path, session, people, onClose }: AuthorshipProps) {
  const t = useMessages(historyMessages);
  const language = useLanguage();
  const view = useSignal(session.editors.shown);
  const attribution = useAttribution(workspace, path);
  const askAgain = useAskHistoryAgain();
  const [run, setRun] = useState<Run>();

  const name = useMemo(() => {
    const today = new Date().toDateString();
    return ({ by }: Run) => {
      if (!by) return undefined;
      const author = authorOf(by, people, t);
      const now = new Date(by.at).toDateString() === today;
      const when = now ? sayClock(by.at, language) : sayShortDay(by.at, language);
      return { author, letters: initials(author.name), when };
    };
  }, [people, t, language]);

  const gutter = useResource(
    useCallback(async () => {
      const { AuthorsGutter } = await session.authors();
      return new AuthorsGutter(view, { name, pointed: setRun });
    }, [session, view, name]),
  );
  useEffect(() => {
    if (gutter && attribution.data) gutter.tell(attribution.data.runs);
  }, [gutter, attribution.data]);
  useReaction(
    useSignal(session.documents.edited),
    useCallback((times: number) => times > 0 && void askAgain(), [askAgain]),
  );

  return (
    <div className="flex min-h-bar-status flex-none flex-wrap items-center gap-x-2 border-t border-line bg-surface-sunken px-3.5 text-small text-ink-muted">
      <p
        aria-live="polite"
        aria-label={t.authorship.title}
        className="flex min-w-0 flex-1 items-center gap-2"
      >
        <Said run={run} pending={attribution.isPending} people={people} />
      </p>
      <Button size="mini" tone="bare" onClick={onClose}>
        {t.authorship.close}
      </Button>
    </div>
  );
}

interface SaidProps {
  readonly run: Run | undefined;
  readonly pending: boolean;
  readonly people: People;
}

function Said({ run, pending, people }: SaidProps) {
  const t = useMessages(historyMessages);
  const language = useLanguage();
  if (pending) return t.authorship.loading;
  if (!run) return t.authorship.nobody;
  if (!run.by) return t.authorship.new;
  const author = authorOf(run.by, people, t);
  const when = sayMoment(run.by.at, new Date(), language);
  return (
    <>
      <AuthorMark author={author} name="beside" />
      <span className="truncate">
        {author.kind === "person" && t.authorship.at(author.name, when)}
        {author.kind === "program" && t.authorship.program(author.name, when)}
        {author.kind === "forgotten" && author.name}
        {author.kind === "disk" && t.authorship.onDisk(when)}
      </span>
    </>
  );
}
