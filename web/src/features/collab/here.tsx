"use client";
/** Who is here: a stack for the top bar, a line for one file, a count with the delay. */
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { LiveText } from "@/lib/live-text";
import { Signal, type Watchable } from "@/lib/signal";
import { AvatarStack, PresenceDots, presenceSlot, type Someone } from "@/ui/avatar";
import { collabMessages } from "./messages";
import type { Person } from "./presence/people";
import type { CollabSession } from "./use-collab";

const someone = ({ name, slot }: Person): Someone => ({
  name,
  kind: "person",
  slot: presenceSlot(slot),
});

/** Dots for a row of the tree; the names are said aloud. */
export function PeopleDots({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(collabMessages);
  return <PresenceDots label={t.inThisFileLabel} people={people.map(someone)} />;
}

export function HereStack({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(collabMessages);
  return <AvatarStack label={t.hereLabel} people={people.map(someone)} />;
}

export function InThisFile({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(collabMessages);
  if (people.length === 0) return null;
  return (
    <span className="flex flex-none items-center gap-1.5 text-small text-ink-muted">
      <AvatarStack label={t.inThisFileLabel} people={people.map(someone)} size="small" />
      <span aria-hidden="true">{t.inThisFile}</span>
    </span>
  );
}

const silent: Watchable<number | undefined> = new Signal<number | undefined>(undefined);

export interface HereCountProps {
  readonly session: CollabSession | undefined;
  readonly count: number;
}

export function HereCount({ session, count }: HereCountProps) {
  const t = useMessages(collabMessages);
  const say = useCallback(
    (latency: number | undefined) =>
      latency === undefined ? t.here(count) : `${t.here(count)} · ${t.milliseconds(latency)}`,
    [t, count],
  );
  return <LiveText signal={session?.room.latency ?? silent} say={say} className="tabular-nums" />;
}
