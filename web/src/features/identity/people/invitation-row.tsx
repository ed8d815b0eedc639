"use client";
/** An invitation that can still be used, and the means to take it back. */
import type { InvitationView } from "@/contracts/identity";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { showToast } from "@/ui/toast/toasts";
import { When } from "@/ui/when";
import { identityProblems } from "../problems";
import { peopleMessages } from "./messages";

export interface InvitationRowProps {
  readonly invitation: InvitationView;
}

export function InvitationRow({ invitation }: InvitationRowProps) {
  const t = useMessages(peopleMessages);
  const say = useProblemWords(identityProblems);
  const { problem, pending, submit } = useSubmit(identityProblems);
  const note = invitation.note || t.nobody;

  async function revoke() {
    const done = await submit(async () =>
      (await loadApi()).identity.revokeInvitation.mutate({ invitation: invitation.invitation }),
    );
    if (done) showToast({ text: t.revoked });
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-3">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{note}</span>
        <span className="block text-small text-ink-muted">
          {t[invitation.role]} · {t.expires("")}
          <When at={invitation.expires} as="day" />
        </span>
        {problem !== undefined && (
          <span role="alert" className="block text-small text-danger">
            {say(problem)}
          </span>
        )}
      </span>
      <Button aria-label={t.revokeOf(note)} aria-disabled={pending} onClick={() => void revoke()}>
        {t.revoke}
      </Button>
    </li>
  );
}
