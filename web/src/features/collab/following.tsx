"use client";
/** Following people: by their avatars, by key and by name, and the bar that says so. */
import { useMemo, useState } from "react";
import type { Action } from "@/lib/actions/registry";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { Signal, type Watchable } from "@/lib/signal";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";
import { AvatarStack } from "@/ui/avatar";
import { FollowBar } from "./follow-bar";
import { followingMessages } from "./following-messages";
import type { Person } from "./presence/people";
import { someoneOf } from "./presence/someone";
import type { Followed } from "./session";
import type { CollabSession } from "./use-collab";

const nobody: Watchable<Followed | undefined> = new Signal<Followed | undefined>(undefined);

export interface HereStackProps {
  readonly session: CollabSession | undefined;
  readonly people: readonly Person[];
}

/** Everybody else here; pressing one follows them. */
export function HereStack({ session, people }: HereStackProps) {
  const t = useMessages(followingMessages);
  const followed = useSignal(session?.following ?? nobody)?.member;
  return (
    <AvatarStack
      label={t.hereLabel}
      people={people.map(someoneOf)}
      around={(avatar, index) => {
        const person = people[index];
        if (!person || !session) return avatar;
        const on = person.member === followed;
        return (
          <button
            type="button"
            data-following
            aria-label={t.follow(person.name)}
            aria-pressed={on}
            title={on ? t.stopFollowing(person.name) : t.follow(person.name)}
            onClick={() => (on ? session.stopFollowing() : void session.follow(person.member))}
            className="flex rounded-person aria-pressed:ring-2 aria-pressed:ring-ink aria-pressed:ring-offset-1 aria-pressed:ring-offset-surface"
          >
            {avatar}
          </button>
        );
      }}
    />
  );
}

/** Said to whoever is followed, and silent else. */
export function FollowedBy({ people }: { readonly people: readonly Person[] }) {
  const t = useMessages(followingMessages);
  const names = people.map(({ name }) => name).join(", ");
  return (
    <span role="status" className="truncate">
      {people.length > 0 && t.followedBy(names, people.length)}
    </span>
  );
}

export interface FollowingProps {
  readonly session: CollabSession | undefined;
  /** Everybody here but oneself; those with the same file in front come first. */
  readonly others: readonly Person[];
}

export function Following({ session, others }: FollowingProps) {
  const t = useMessages(followingMessages);
  const followed = useSignal(session?.following ?? nobody);
  const [last, setLast] = useState<Person>();
  const person = others.find(({ member }) => member === followed?.member);
  useReaction(person, (present) => present && setLast(present));
  useActions(
    useMemo((): readonly Action[] => {
      if (!session) return [];
      const next =
        others.find(({ member }) => member === (followed?.member ?? last?.member)) ?? others[0];
      return others.map((one) => {
        const on = one.member === followed?.member;
        return {
          id: `collab.follow.${one.member}`,
          label: on ? t.stopFollowing(one.name) : t.follow(one.name),
          group: t.people,
          ...(one === next && { keys: "Alt F" }),
          run: () => (on ? session.stopFollowing() : void session.follow(one.member)),
        };
      });
    }, [session, others, followed?.member, last?.member, t]),
  );
  return (
    <div role="status" data-following>
      {session && followed && (
        <FollowBar
          followed={followed}
          name={(person ?? last)?.name ?? ""}
          onStop={() => session.stopFollowing()}
        />
      )}
    </div>
  );
}
