"use client";
/** What can be done with files and folders; each deed shows at once and can be undone where it matters. */
import { useCallback, useState } from "react";
import type { Kind } from "@/contracts/workspace";
import { useTRPCClient } from "@/lib/api/query";
import type { Problem } from "@/lib/api/problem";
import { useMessages } from "@/lib/i18n/client";
import { newId } from "@/lib/id";
import { readWithWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { showToast } from "@/ui/toast/toasts";
import { useApply } from "../live/use-facts";
import { nameOf } from "../paths";
import { treeMessages } from "./messages";

export interface Entries {
  readonly problem: Problem | undefined;
  readonly forgive: () => void;
  /** Each answers whether it was done. */
  readonly create: (path: string, kind: Exclude<Kind, "link">) => Promise<boolean>;
  readonly move: (source: string, target: string) => Promise<boolean>;
  readonly remove: (path: string) => Promise<boolean>;
}

export function useEntries(workspace: string): Entries {
  const t = useMessages(treeMessages);
  const { workspace: api } = useTRPCClient();
  const apply = useApply(workspace);
  const [problem, setProblem] = useState<Problem>();

  const attempt = useCallback(async (deed: () => Promise<void>): Promise<boolean> => {
    setProblem(undefined);
    try {
      await deed();
      return true;
    } catch (error) {
      setProblem(await readWithWords(error, workspaceProblems));
      return false;
    }
  }, []);

  const create = useCallback(
    (path: string, kind: Exclude<Kind, "link">) =>
      attempt(async () => {
        if (kind === "folder") await api.createFolder.mutate({ workspace, path });
        else await api.createFile.mutate({ workspace, path });
        apply({ type: "workspace.entry_created.1", workspace, path, kind });
      }),
    [api, workspace, apply, attempt],
  );

  const move = useCallback(
    (source: string, target: string) =>
      attempt(async () => {
        await api.moveEntry.mutate({ workspace, source, target });
        apply({ type: "workspace.entry_moved.1", workspace, source, target });
      }),
    [api, workspace, apply, attempt],
  );

  const remove = useCallback(
    (path: string) =>
      attempt(async () => {
        const deletion = newId();
        await api.deleteEntry.mutate({ workspace, path, deletion });
        apply({ type: "workspace.entry_deleted.1", workspace, path, deletion });
        const restore = () =>
          attempt(async () => {
            await api.restoreEntry.mutate({ workspace, deletion });
            apply({ type: "workspace.entry_restored.1", workspace, path, deletion });
          });
        showToast({
          text: t.deleted(nameOf(path)),
          action: { label: t.undo, run: () => void restore() },
        });
      }),
    [api, workspace, apply, attempt, t],
  );

  return { problem, forgive: () => setProblem(undefined), create, move, remove };
}
