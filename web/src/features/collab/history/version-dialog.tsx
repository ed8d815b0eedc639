"use client";
/** Asks for the name of a moment. */
import { useMessages } from "@/lib/i18n/client";
import { NameDialog, type NameDialogProps } from "@/ui/dialog/name-dialog";
import { historyProblems } from "./problems";
import { versionMessages } from "./version-messages";

export interface VersionDialogProps extends Pick<
  NameDialogProps,
  "open" | "onOpenChange" | "name" | "onName"
> {
  /** When the moment was, in words. */
  readonly when: string;
}

export function VersionDialog({ when, name, ...rest }: VersionDialogProps) {
  const t = useMessages(versionMessages);
  return (
    <NameDialog
      {...rest}
      name={name}
      title={t.question(when)}
      label={t.name}
      example={t.example}
      hint={t.hint}
      cancel={t.cancel}
      confirm={name === undefined ? t.give : t.change}
      problems={historyProblems}
    />
  );
}
