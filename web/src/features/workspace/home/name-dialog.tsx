"use client";
/** Asks for a name: of a new workspace, or another one for a workspace that is there. */
import { useState, type SubmitEvent } from "react";
import { useMessages } from "@/lib/i18n/client";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { Dialog, DialogAnswers } from "@/ui/dialog/dialog";
import { Field } from "@/ui/field";
import { homeMessages } from "./messages";

export interface NameDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly confirm: string;
  readonly name?: string;
  readonly onName: (name: string) => Promise<unknown>;
}

export function NameDialog({ open, onOpenChange, title, ...rest }: NameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <NameForm {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface NameFormProps extends Omit<NameDialogProps, "open" | "onOpenChange" | "title"> {
  readonly onDone: () => void;
}

function NameForm({ confirm, name = "", onName, onDone }: NameFormProps) {
  const t = useMessages(homeMessages);
  const say = useProblemWords(workspaceProblems);
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
        placeholder={t.createExample}
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
          {confirm}
        </Button>
      </DialogAnswers>
    </form>
  );
}
