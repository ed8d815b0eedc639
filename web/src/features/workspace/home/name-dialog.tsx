"use client";
/** Asks for the name of a workspace: of a new one, or another one for one that is there. */
import { useMessages } from "@/lib/i18n/client";
import { workspaceProblems } from "@/lib/problems/workspace";
import { NameDialog, type NameDialogProps } from "@/ui/dialog/name-dialog";
import { homeMessages } from "./messages";

export type WorkspaceNameDialogProps = Pick<
  NameDialogProps,
  "open" | "onOpenChange" | "title" | "confirm" | "name" | "onName"
>;

export function WorkspaceNameDialog(props: WorkspaceNameDialogProps) {
  const t = useMessages(homeMessages);
  return (
    <NameDialog
      {...props}
      label={t.name}
      example={t.createExample}
      cancel={t.cancel}
      problems={workspaceProblems}
    />
  );
}
