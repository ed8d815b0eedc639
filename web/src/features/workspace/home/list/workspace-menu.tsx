"use client";
/** What can be done with one workspace from the list. */
import { useState } from "react";
import { lazily } from "@/lib/lazily";
import type { WorkspaceView } from "@/contracts/workspace";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { IconButton } from "@/ui/icon-button";
import { Menu } from "@/ui/menu/menu";
import { showToast } from "@/ui/toast/toasts";
import { homeMessages } from "../messages";

const WorkspaceNameDialog = lazily(() =>
  import("../name-dialog").then((module) => module.WorkspaceNameDialog),
);

export interface WorkspaceMenuProps {
  readonly workspace: Pick<WorkspaceView, "workspace" | "name" | "state">;
  readonly onProblem: (error: unknown) => void;
}

export function WorkspaceMenu({
  workspace: { workspace, name, state },
  onProblem,
}: WorkspaceMenuProps) {
  const t = useMessages(homeMessages);
  const [renaming, setRenaming] = useState<boolean>();

  async function unarchive() {
    await (await loadApi()).workspace.unarchiveWorkspace.mutate({ workspace });
  }

  async function archive() {
    try {
      await (await loadApi()).workspace.archiveWorkspace.mutate({ workspace });
      const run = () => void unarchive().catch(onProblem);
      showToast({ text: t.archivedToast(name), action: { label: t.undo, run } });
    } catch (error) {
      onProblem(error);
    }
  }

  async function rename(next: string) {
    await (await loadApi()).workspace.renameWorkspace.mutate({ workspace, name: next });
  }

  return (
    <>
      <Menu
        label={t.more(name)}
        align="end"
        items={[
          ...(state === "ready"
            ? [{ kind: "link" as const, id: "open", label: t.open, href: `/w/${workspace}` }]
            : []),
          { id: "rename", label: t.rename, onSelect: () => setRenaming(true) },
          { id: "archive", label: t.archive, onSelect: () => void archive() },
        ]}
      >
        <IconButton icon="more" label={t.more(name)} />
      </Menu>
      {renaming !== undefined && (
        <WorkspaceNameDialog
          open={renaming}
          onOpenChange={setRenaming}
          title={t.renameTitle}
          confirm={t.rename}
          name={name}
          onName={rename}
        />
      )}
    </>
  );
}
