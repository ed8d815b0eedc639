"use client";
/** For whom and with which role, then the link, shown once. */
import { useRouter } from "next/navigation";
import { useState, type SubmitEvent } from "react";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { newId } from "@/lib/id";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { CopyField } from "@/ui/copy-field";
import { DialogAnswers } from "@/ui/dialog/answers";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { identityProblems } from "../problems";
import { peopleMessages } from "./messages";
import { RoleChoice } from "./role-choice";

export interface InviteFormProps {
  readonly onDone: () => void;
}

export function InviteForm({ onDone }: InviteFormProps) {
  const t = useMessages(peopleMessages);
  const say = useProblemWords(identityProblems);
  const { problem, pending, submit } = useSubmit(identityProblems);
  const [invitation] = useState(newId);
  const [role, setRole] = useState<"editor" | "reader">("editor");
  const [note, setNote] = useState("");
  const [link, setLink] = useState<string>();
  const router = useRouter();

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    await submit(async () => {
      const { identity } = await loadApi();
      const made = await identity.invite.mutate({ invitation, role, note: note.trim() });
      setLink(`${location.origin}/join/${made.token}`);
      router.refresh(); // who is invited is told to nobody, not even on the live stream
    });
  }

  if (link !== undefined)
    return (
      <>
        <CopyField
          label={t.link}
          text={link}
          copy={t.copy}
          copied={t.copied}
          byHand={t.copyByHand}
        />
        <p className="text-pretty text-ink-muted">{t.linkOnce}</p>
        <DialogAnswers>
          <Button size="large" onClick={onDone}>
            {t.done}
          </Button>
        </DialogAnswers>
      </>
    );
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {problem !== undefined && (
        <ErrorState title={say(problem)} code={problem.request || undefined} />
      )}
      <RoleChoice value={role} onChange={setRole} />
      <Field
        label={t.note}
        hint={t.noteHint}
        placeholder={t.noteExample}
        value={note}
        maxLength={200}
        size="large"
        onChange={(event) => setNote(event.target.value)}
      />
      <DialogAnswers>
        <Button size="large" onClick={onDone}>
          {t.cancel}
        </Button>
        <Button type="submit" tone="first" size="large" aria-disabled={pending}>
          {t.makeLink}
        </Button>
      </DialogAnswers>
    </form>
  );
}
