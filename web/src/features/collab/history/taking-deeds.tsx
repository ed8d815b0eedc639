"use client";
/** The one button of the page: take it back, and once that is done, undo it. */
import type { ChangedView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { Button } from "@/ui/button";
import { historyMessages, takingBackMessages } from "./messages";
import type { Taking } from "./use-taking";

export interface TakingDeedsProps {
  readonly access: "read" | "write";
  readonly taking: Taking;
  readonly chosen: readonly ChangedView[];
  readonly onTake: () => void;
}

export function TakingDeeds({ access, taking, chosen, onTake }: TakingDeedsProps) {
  const t = useMessages(takingBackMessages);
  const words = useMessages(historyMessages);
  const say = useProblemWords(historyProblems);
  const { pending, problem, done } = taking;
  if (access === "read") return <p className="text-small text-ink-muted">{words.readerMay}</p>;
  const count = chosen.reduce((sum, { edits }) => sum + edits.length, 0);
  const label = pending ? t.takingIt(count) : t.takeBack(count);
  return (
    <div role="group" aria-label={t.taken} className="grid gap-2">
      {problem && (
        <p role="alert" className="text-small text-danger">
          {say(problem)}
        </p>
      )}
      {done ? (
        <>
          <p role="status" className="text-small text-ink-muted">
            {t.done(done.edits, done.paths.length)}
          </p>
          {done.updates.length > 0 && (
            <Button className="justify-self-start" aria-disabled={pending} onClick={taking.undo}>
              {t.undo(done.edits)}
            </Button>
          )}
        </>
      ) : (
        <>
          <Button
            tone="first"
            className="justify-self-start"
            aria-disabled={pending || count === 0}
            onClick={() => count > 0 && onTake()}
          >
            {label}
          </Button>
          <p className="text-small text-pretty text-ink-muted @max-4xl:hidden">{t.toldHint}</p>
        </>
      )}
    </div>
  );
}
