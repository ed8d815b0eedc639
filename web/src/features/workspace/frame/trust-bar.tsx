"use client";
/** The question of trust, quiet and above everything, until somebody answers it. */
import { useState } from "react";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useSubmit } from "@/lib/use-submit";
import { useProblemWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { Button } from "@/ui/button";
import { QuietBar } from "@/ui/quiet-bar";
import { deskMessages } from "../desk/messages";
import { useApply } from "../live/use-facts";

export function TrustBar({ workspace }: { readonly workspace: string }) {
  const t = useMessages(deskMessages);
  const say = useProblemWords(workspaceProblems);
  const { workspace: api } = useTRPCClient();
  const apply = useApply(workspace);
  const { problem, submit } = useSubmit(workspaceProblems);
  const [later, setLater] = useState(false);
  if (later) return null;

  async function trust() {
    await submit(async () => {
      await api.trustWorkspace.mutate({ workspace });
      apply({ type: "workspace.workspace_trusted.1", workspace });
    });
  }

  return (
    <section aria-label={t.trustTitle} className="flex-none">
      <QuietBar
        tone={problem ? "danger" : "quiet"}
        actions={
          <>
            <Button onClick={() => void trust()}>{t.trust}</Button>
            <Button tone="bare" onClick={() => setLater(true)}>
              {t.notNow}
            </Button>
          </>
        }
      >
        {problem ? (
          say(problem)
        ) : (
          <>
            <b className="font-medium text-ink">{t.trustTitle}</b> {t.trustText}
          </>
        )}
      </QuietBar>
    </section>
  );
}
