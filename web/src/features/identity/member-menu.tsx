"use client";
/** Oneself at the end of the top bar: who one is, one's settings, and the way out. */
import { useMemo } from "react";
import type { MemberView } from "@/contracts/identity";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { Avatar } from "@/ui/avatar";
import { Menu } from "@/ui/menu/menu";
import { memberMenuMessages } from "./member-menu-messages";
import { signOut } from "./session-actions";
import { someoneOf } from "./someone";

export interface MemberMenuProps {
  readonly me: MemberView;
}

export function MemberMenu({ me }: MemberMenuProps) {
  const t = useMessages(memberMenuMessages);
  useActions(
    useMemo(
      () => [
        {
          id: "identity.sign-out",
          label: t.signOut,
          group: t.settings,
          run: () => void signOut(),
          reach: "everywhere" as const,
        },
      ],
      [t],
    ),
  );
  return (
    <Menu
      label={t.account(me.name)}
      align="end"
      head={
        <>
          <p className="font-semibold">{me.name}</p>
          <p className="truncate text-small text-ink-muted">{me.email}</p>
        </>
      }
      items={[
        { kind: "link", id: "settings", label: t.settings, href: "/settings" },
        { kind: "line", id: "line" },
        { id: "sign-out", label: t.signOut, onSelect: () => void signOut() },
      ]}
    >
      <button
        type="button"
        aria-label={t.account(me.name)}
        className="grid size-control flex-none place-items-center rounded-person"
      >
        <Avatar who={someoneOf(me)} />
      </button>
    </Menu>
  );
}
