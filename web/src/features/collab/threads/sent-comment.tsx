"use client";
/** A comment on its way; when it did not arrive, why, and what to do about it. */
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { Button } from "@/ui/button";
import type { People } from "../presence/people";
import { threadMessages } from "./messages";
import { threadProblems } from "./problems";
import { Said } from "./said";
import type { Sending, Sent } from "./use-sending";
import { Face, useNameOf } from "./who";

export interface SentCommentProps {
  readonly sent: Sent;
  readonly sending: Sending;
  readonly people: People;
  readonly me: string;
}

export function SentComment({ sent, sending, people, me }: SentCommentProps) {
  const t = useMessages(threadMessages);
  const say = useProblemWords(threadProblems);
  const name = useNameOf(people)(me);
  const { id, text, problem } = sent;
  return (
    <li className="flex gap-2.5" aria-busy={problem === undefined}>
      <Face member={me} people={people} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5">
          <span className="min-w-0 truncate font-semibold">{name}</span>
          {problem === undefined && (
            <span className="animate-late text-small text-ink-muted">{t.sending}</span>
          )}
        </div>
        <Said text={text} people={people} me={me} />
        {problem && (
          <div role="alert" className="mt-1.5 rounded-control bg-danger-soft p-2 text-small">
            <p>
              <span className="font-medium">{t.notSent}</span> {say(problem)}
            </p>
            <div className="mt-1.5 flex gap-1.5">
              <Button size="mini" onClick={() => sending.again(id)}>
                {t.again}
              </Button>
              <Button size="mini" tone="bare" onClick={() => sending.discard(id)}>
                {t.discard}
              </Button>
            </div>
          </div>
        )}
      </div>
    </li>
  );
}
