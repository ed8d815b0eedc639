"use client";
/** Asks for the name of a moment. */
import { useState, type SubmitEvent } from "react";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { Dialog, DialogAnswers } from "@/ui/dialog/dialog";
import { Field } from "@/ui/field";
import { historyProblems } from "./problems";
import { versionMessages } from "./version-messages";

export interface VersionDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** When the moment was, in words. */
  readonly when: string;
  /** The name it has, where it has one. */
  readonly name?: string;
  readonly onName: (name: string) => Promise<void>;
}

export function VersionDialog({ open, onOpenChange, when, ...rest }: VersionDialogProps) {
  const t = useMessages(versionMessages);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.question(when)}>
      <NameForm {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface NameFormProps extends Pick<VersionDialogProps, "name" | "onName"> {
  readonly onDone: () => void;
}

function NameForm({ name = "", onName, onDone }: NameFormProps) {
  const t = useMessages(versionMessages);
  const say = useProblemWords(historyProblems);
  const { problem, pending, submit } = useSubmit();
  const [text, setText] = useState(name);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (await submit(() => onName(text.trim()))) onDone();
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={t.name}
        placeholder={t.example}
        hint={t.hint}
        size="large"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={problem && say(problem)}
        autoComplete="off"
        maxLength={80}
        required
        autoFocus
      />
      <DialogAnswers>
        <Button size="large" onClick={onDone}>
          {t.cancel}
        </Button>
        <Button type="submit" tone="first" size="large" aria-disabled={pending}>
          {name === "" ? t.give : t.change}
        </Button>
      </DialogAnswers>
    </form>
  );
}
