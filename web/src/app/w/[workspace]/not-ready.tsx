/** A workspace that cannot be opened yet, or not any more: which, why, and the way back. */
import type { WorkspaceView } from "@/contracts/workspace";
import { deskMessages } from "@/features/workspace/desk/messages";
import { translate } from "@/lib/i18n/server";
import { RefreshOn } from "@/lib/live/refresh-on";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";

export async function NotReady({ workspace }: { readonly workspace: WorkspaceView }) {
  const t = await translate(deskMessages);
  const state = workspace.state === "ready" ? "missing" : workspace.state;
  return (
    <main className="mx-auto max-w-150 p-6">
      <RefreshOn context="workspace" />
      <h1 className="mb-4 text-title tracking-title">{workspace.name}</h1>
      <EmptyState
        title={t.notReady[state]}
        action={<LinkButton href="/">{t.allWorkspaces}</LinkButton>}
      >
        {workspace.reason || workspace.stage}
      </EmptyState>
    </main>
  );
}
