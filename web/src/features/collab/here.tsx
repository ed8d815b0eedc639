"use client";
/** Who is here: a stack for the top bar, a line for one file, a count with the delay. */
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { lazily } from "@/lib/lazily";
import { LiveText } from "@/lib/live-text";
import { Signal, type Watchable } from "@/lib/signal";
import { AvatarStack, PresenceDots } from "@/ui/avatar";
import { collabMessages } from "./messages";
import type { Person } from "./presence/people";
import { someoneOf } from "./presence/someone";
import type { CollabSession } from "./use-collab";

/** Dots for a row of the tree; the names are said aloud. */
export function PeopleDots({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(collabMessages);
  return <PresenceDots label={t.inThisFileLabel} people={people.map(someoneOf)} />;
}

// Nobody is here before the editor's code is: what follows people comes after it.
export const HereStack = lazily(() => import("./later").then((module) => module.HereStack));
export const FollowedBy = lazily(() => import("./later").then((module) => module.FollowedBy));
export const Following = lazily(() => import("./later").then((module) => module.Following));

export function InThisFile({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(collabMessages);
  if (people.length === 0) return null;
  return (
    <span className="flex flex-none items-center gap-1.5 text-small text-ink-muted">
      <AvatarStack label={t.inThisFileLabel} people={people.map(someoneOf)} size="small" />
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
