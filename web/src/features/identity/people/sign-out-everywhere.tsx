"use client";
/** The question before every session of one's own ends. */
import { useMessages } from "@/lib/i18n/client";
import { AlertDialog } from "@/ui/dialog/alert-dialog";
import { signOutEverywhere } from "../session-actions";
import { peopleMessages } from "./messages";

export interface SignOutEverywhereProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function SignOutEverywhere(props: SignOutEverywhereProps) {
  const t = useMessages(peopleMessages);
  return (
    <AlertDialog
      {...props}
      title={t.signOutTitle}
      keep={t.stay}
      confirm={t.signOutEverywhere}
      onConfirm={() => void signOutEverywhere()}
    >
      {t.signOutText}
    </AlertDialog>
  );
}
