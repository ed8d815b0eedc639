"use client";
/** What can be done with a moment: make the text that again, or take back the work it lies in. */
import { useMessages } from "@/lib/i18n/client";
import { useTRPCClient } from "@/lib/api/query";
import { useProblemWords } from "@/lib/problems/words";
import { historyProblems } from "./problems";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { showToast } from "@/ui/toast/toasts";
import type { Author } from "./authors";
import { historyMessages } from "./messages";
import { useAskHistoryAgain } from "./use-history";

export interface RestoreBarProps {
  readonly workspace: string;
  readonly path: string;
  readonly sequence: number;
  readonly latest: boolean;
  readonly when: string;
  readonly who: Author;
  readonly access: "read" | "write";
  readonly onTakeBack: (() => void) | undefined;
}

export function RestoreBar(props: RestoreBarProps) {
  const { workspace, path, sequence, latest, when, who, access, onTakeBack } = props;
  const t = useMessages(historyMessages);
  const say = useProblemWords(historyProblems);
  const { collab: api } = useTRPCClient();
  const askAgain = useAskHistoryAgain();
  const { pending, problem, submit } = useSubmit(historyProblems);

  async function undo(made: number) {
    const updates = [{ path, made }];
    if (!(await submit(() => api.takeBackUpdates.mutate({ workspace, updates })))) return;
    await askAgain();
    showToast({ text: t.undone });
  }

  async function restore() {
    await submit(async () => {
      const { edits, made } = await api.restoreVersion.mutate({ workspace, path, sequence });
      await askAgain();
      if (edits.length === 0) showToast({ text: t.restoredSame });
      else
        showToast({
          text: t.restored(when),
          ...(typeof made === "number" && {
            action: { label: t.undo, run: () => void undo(made) },
          }),
        });
    });
  }

  if (access === "read") return <p className="text-small text-ink-muted">{t.readerMay}</p>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {problem && (
        <p role="alert" className="text-small text-danger">
          {say(problem)}
        </p>
      )}
      {latest && <p className="text-small text-ink-muted">{t.latest}</p>}
      {onTakeBack && (
        <Button onClick={onTakeBack} title={t.takeBack(who.name)}>
          {t.takeBack(who.name)}
        </Button>
      )}
      {!latest && (
        <Button
          tone="first"
          aria-disabled={pending}
          onClick={() => void restore()}
          title={t.restoreLead}
        >
          {t.restore}
        </Button>
      )}
    </div>
  );
}
