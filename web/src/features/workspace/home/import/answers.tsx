"use client";
/** The answers at the foot of every way to import. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { DialogAnswers } from "@/ui/dialog/dialog";
import { importMessages } from "./messages";

export interface ImportFormProps {
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export interface ImportAnswersProps {
  readonly label: string;
  readonly pending: boolean;
  readonly cancelLabel?: string | undefined;
  readonly onCancel: () => void;
}

export function ImportAnswers({ label, pending, cancelLabel, onCancel }: ImportAnswersProps) {
  const t = useMessages(importMessages);
  return (
    <DialogAnswers>
      <Button size="large" onClick={onCancel}>
        {cancelLabel ?? t.cancel}
      </Button>
      <Button type="submit" tone="first" size="large" aria-disabled={pending}>
        {label}
      </Button>
    </DialogAnswers>
  );
}
