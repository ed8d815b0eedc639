"use client";
/** The button that invites; its form is fetched when it is pressed. */
import { useMemo, useState } from "react";
import { lazily } from "@/lib/lazily";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog/dialog";
import { inviteMessages } from "./invite-messages";

const InviteForm = lazily(() => import("./invite-form").then((module) => module.InviteForm));

export interface InviteProps {
  /** The first button of a page, or a plain one in the bar at the top. */
  readonly place?: "page" | "bar";
}

export function Invite({ place = "page" }: InviteProps) {
  const t = useMessages(inviteMessages);
  const [open, setOpen] = useState(false);
  const ask = useMemo(
    () => [{ id: "identity.invite", label: t.invite, group: t.title, run: () => setOpen(true) }],
    [t],
  );
  useActions(ask);
  return (
    <>
      <Button
        tone={place === "page" ? "first" : "plain"}
        size={place === "page" ? "large" : "control"}
        onClick={() => setOpen(true)}
      >
        {place === "page" ? t.invite : t.inviteShort}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.inviteTitle} description={t.inviteLead}>
        <InviteForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
