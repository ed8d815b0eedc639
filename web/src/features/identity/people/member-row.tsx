"use client";
/** One member: who, what they may do, since when; and for an owner, the means to change it. */
import { useState } from "react";
import type { MemberView } from "@/contracts/identity";
import type { Role } from "@/contracts/kernel";
import { loadApi } from "@/lib/api/load";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { AlertDialog } from "@/ui/dialog/alert-dialog";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/icon-button";
import { Menu } from "@/ui/menu/menu";
import type { MenuItem } from "@/ui/menu/items";
import { Select } from "@/ui/select";
import { Cell } from "@/ui/table";
import { showToast } from "@/ui/toast/toasts";
import { When } from "@/ui/when";
import { identityProblems } from "../problems";
import { someoneOf } from "../someone";
import { peopleMessages } from "./messages";
import { SignOutEverywhere } from "./sign-out-everywhere";

export interface MemberRowProps {
  readonly member: MemberView;
  readonly me: MemberView;
}

export function MemberRow({ member, me }: MemberRowProps) {
  const t = useMessages(peopleMessages);
  const say = useProblemWords(identityProblems);
  const { problem, pending, submit } = useSubmit(identityProblems);
  const [asking, setAsking] = useState<"remove" | "sign-out">();
  const self = member.member === me.member;
  const mayChange = me.role === "owner";
  const roles = (["owner", "editor", "reader"] as const).map((value) => ({
    value,
    label: t[value],
  }));

  function changeRole(role: Role) {
    void submit(async () =>
      (await loadApi()).identity.changeRole.mutate({ member: member.member, role }),
    );
  }

  async function remove() {
    const done = await submit(async () =>
      (await loadApi()).identity.removeMember.mutate({ member: member.member }),
    );
    if (done) showToast({ text: t.removed(member.name) });
  }

  const items: readonly MenuItem[] = [
    ...(self
      ? [{ id: "sign-out", label: t.signOutEverywhere, onSelect: () => setAsking("sign-out") }]
      : []),
    ...(mayChange && !self
      ? [
          {
            id: "remove",
            label: t.remove,
            tone: "danger" as const,
            onSelect: () => setAsking("remove"),
          },
        ]
      : []),
  ];

  return (
    <tr>
      <Cell>
        <div className="flex items-center gap-3">
          <Avatar who={someoneOf(member)} size="large" />
          <div className="min-w-0">
            <p className="font-semibold">
              {member.name}
              {self && <span className="ps-2 font-normal text-ink-muted">{t.you}</span>}
            </p>
            <p className="truncate text-small text-ink-muted">{member.email}</p>
          </div>
        </div>
        {problem !== undefined && (
          <p role="alert" className="mt-1 text-small text-danger">
            {say(problem)}
          </p>
        )}
      </Cell>
      <Cell>
        {mayChange ? (
          <Select
            label={t.roleOf(member.name)}
            labelled="aloud"
            choices={roles}
            value={member.role}
            disabled={pending}
            onChange={(event) => changeRole(event.target.value as Role)}
            className="w-28"
          />
        ) : (
          t[member.role]
        )}
      </Cell>
      <Cell className="hidden text-ink-muted tablet:table-cell">
        <When at={member.joined} as="day" />
      </Cell>
      <Cell className="w-px text-end">
        {items.length > 0 && (
          <Menu label={t.more(member.name)} align="end" items={items}>
            <IconButton icon="more" label={t.more(member.name)} />
          </Menu>
        )}
        <AlertDialog
          open={asking === "remove"}
          onOpenChange={(open) => !open && setAsking(undefined)}
          title={t.removeTitle(member.name)}
          keep={t.keep(member.name)}
          confirm={t.removeConfirm(member.name)}
          onConfirm={() => void remove()}
        >
          {t.removeText(member.name)}
        </AlertDialog>
        <SignOutEverywhere
          open={asking === "sign-out"}
          onOpenChange={(open) => !open && setAsking(undefined)}
        />
      </Cell>
    </tr>
  );
}
