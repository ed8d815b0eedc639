"use client";
/** Source control: the branch, what changed, a message and the commit, and the commits before. */
import { useState, type KeyboardEvent } from "react";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords, useRefusalWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Keys } from "@/ui/kbd";
import { Skeleton } from "@/ui/skeleton";
import { TextArea } from "@/ui/text-area";
import { showToast } from "@/ui/toast/toasts";
import { useApply } from "../live/use-facts";
import { BranchMenu } from "./branch-menu";
import { ChangedFiles } from "./changed-files";
import { CommitLog } from "./commit-log";
import { changesMessages } from "./messages";
import { useStatus } from "./use-git";

export interface ChangesPanelProps {
  readonly workspace: string;
  readonly access: "read" | "write";
  readonly onShowChanges: (path: string) => void;
  readonly onShowCommit: (commit: string) => void;
}

export function ChangesPanel(props: ChangesPanelProps) {
  const { workspace, access, onShowChanges, onShowCommit } = props;
  const t = useMessages(changesMessages);
  const status = useStatus(workspace);
  const refusal = useRefusalWords(status.error, workspaceProblems);
  const changes = status.data?.changes ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const taken = changes.filter(({ path }) => !left.has(path)).map(({ path }) => path);

  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-3 pb-4">
      <BranchMenu workspace={workspace} access={access} status={status.data} />
      {status.isPending && <Skeleton label={t.loading} className="py-2" />}
      {status.isError && <ErrorState title={refusal} className="mt-2" />}
      {status.data && changes.length === 0 && (
        <EmptyState title={t.none} className="mt-2 bg-transparent p-1">
          {t.noneHint}
        </EmptyState>
      )}
      {changes.length > 0 && access === "write" && (
        <CommitForm workspace={workspace} paths={taken} everything={left.size === 0} />
      )}
      <ChangedFiles
        changes={changes}
        left={left}
        onLeft={access === "write" ? setLeft : undefined}
        onShow={onShowChanges}
      />
      {status.data && !status.data.complete && (
        <p className="mt-1 text-small text-ink-muted">{t.incomplete}</p>
      )}
      <CommitLog workspace={workspace} onShow={onShowCommit} />
    </div>
  );
}

interface CommitFormProps {
  readonly workspace: string;
  readonly paths: readonly string[];
  readonly everything: boolean;
}

function CommitForm({ workspace, paths, everything }: CommitFormProps) {
  const t = useMessages(changesMessages);
  const say = useProblemWords(workspaceProblems);
  const { workspace: api } = useTRPCClient();
  const apply = useApply(workspace);
  const { pending, problem, submit } = useSubmit(workspaceProblems);
  const [message, setMessage] = useState("");
  const ready = message.trim() !== "" && paths.length > 0 && !pending;

  async function commit() {
    if (!ready) return;
    await submit(async () => {
      // No paths means everything, also what changes between the question and the commit.
      const made = await api.makeCommit.mutate({
        workspace,
        message: message.trim(),
        paths: everything ? [] : [...paths],
      });
      setMessage("");
      apply({
        type: "workspace.commit_made.1",
        workspace,
        commit: made.commit,
        summary: made.summary,
        branch: "",
      });
      showToast({ text: t.committed(made.commit.slice(0, 7)) });
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void commit();
  }

  return (
    <div className="grid gap-2 py-2" onKeyDown={onKeyDown}>
      <TextArea
        label={t.message}
        placeholder={t.messageExample}
        hint={t.commitHint}
        maxLength={20_000}
        value={message}
        onChange={(event) => setMessage(event.target.value)}
      />
      {problem !== undefined && (
        <ErrorState title={say(problem)} code={problem.request || undefined} />
      )}
      <div className="flex items-center gap-2">
        <Button tone="first" aria-disabled={!ready} onClick={() => void commit()}>
          {t.commit}
        </Button>
        <span className="pointer-coarse:hidden">
          <Keys chord="Ctrl Enter" />
        </span>
      </div>
    </div>
  );
}
