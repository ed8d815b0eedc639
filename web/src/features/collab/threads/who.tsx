"use client";
/** Who somebody in a thread is: round and coloured, with the name they have now. */
import { useMessages } from "@/lib/i18n/client";
import { Avatar, presenceSlot, type AvatarSize } from "@/ui/avatar";
import type { People } from "../presence/people";
import { threadMessages } from "./messages";

export interface WhoProps {
  readonly member: string;
  readonly people: People;
}

export function useNameOf(people: People): (member: string) => string {
  const t = useMessages(threadMessages);
  return (member) => people.get(member)?.name ?? t.former;
}

export function Face({ member, people, size }: WhoProps & { readonly size?: AvatarSize }) {
  const name = useNameOf(people)(member);
  const known = people.get(member);
  return (
    <Avatar
      who={{ name, kind: "person", slot: presenceSlot(known?.slot ?? 1), away: !known }}
      {...(size && { size })}
    />
  );
}

/** A member named in a comment. Who is meant sees it at once. */
export function Mention({ member, people, me }: WhoProps & { readonly me: string }) {
  const name = useNameOf(people)(member);
  return (
    <span
      className={
        member === me
          ? "rounded-mark bg-accent-soft px-0.5 font-medium text-accent-text"
          : "rounded-mark bg-surface-active px-0.5 font-medium"
      }
    >
      @{name}
    </span>
  );
}
