"use client";
/** One archived workspace and the button that takes it out again. */
import type { WorkspaceView } from "@/contracts/workspace";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { homeMessages } from "../messages";

export interface ArchivedRowProps {
  readonly workspace: Pick<WorkspaceView, "workspace" | "name" | "description">;
  readonly mayWrite: boolean;
}

export function ArchivedRow({
  workspace: { workspace, name, description },
  mayWrite,
}: ArchivedRowProps) {
  const t = useMessages(homeMessages);
  const say = useProblemWords(workspaceProblems);
  const { problem, pending, submit } = useSubmit(workspaceProblems);

  function unarchive() {
    void submit(async () => (await loadApi()).workspace.unarchiveWorkspace.mutate({ workspace }));
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0">
        <p className="font-semibold">{name}</p>
        <p className="text-small text-ink-muted">{description}</p>
        {problem !== undefined && (
          <p role="alert" className="text-small text-danger">
            {say(problem)}
          </p>
        )}
      </div>
      {mayWrite && (
        <Button aria-label={t.unarchiveOf(name)} aria-disabled={pending} onClick={unarchive}>
          {t.unarchive}
        </Button>
      )}
    </li>
  );
}
