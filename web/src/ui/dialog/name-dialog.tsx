"use client";
/** Asks for one name: for what is new, or another one for what has one. */
import { useState, type SubmitEvent } from "react";
import { useProblemWords, type LoadProblems } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "../button";
import { Field } from "../field";
import { Dialog, DialogAnswers } from "./dialog";

export interface NameDialogProps extends NameFormProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The question. */
  readonly title: string;
}

interface NameFormProps {
  /** What is asked for, over the field. */
  readonly label: string;
  readonly example: string;
  readonly hint?: string;
  readonly cancel: string;
  readonly confirm: string;
  /** The name it has, where it has one. */
  readonly name?: string;
  readonly problems: LoadProblems;
  /** Gives the name; when that is refused, the dialog stays and says why. */
  readonly onName: (name: string) => Promise<unknown>;
}

export function NameDialog({ open, onOpenChange, title, ...rest }: NameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <NameForm {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function NameForm({
  label,
  example,
  hint,
  cancel,
  confirm,
  name = "",
  problems,
  onName,
  onDone,
}: NameFormProps & { readonly onDone: () => void }) {
  const say = useProblemWords(problems);
  const { problem, pending, submit } = useSubmit(problems);
  const [text, setText] = useState(name);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (await submit(() => onName(text.trim()))) onDone();
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={label}
        placeholder={example}
        hint={hint}
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
          {cancel}
        </Button>
        <Button type="submit" tone="first" size="large" aria-disabled={pending}>
          {confirm}
        </Button>
      </DialogAnswers>
    </form>
  );
}
