"use client";
/** The collaboration of a page, made once its code has arrived, closed when the page is left. */
import { useCallback, useMemo } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Signal, type Watchable } from "@/lib/signal";
import { useResource } from "@/lib/use-resource";
import { useSignal } from "@/lib/use-signal";
import { collabMessages } from "./messages";
import { byPath, known, type People, type Person, type Present } from "./presence/people";
import type { CollabSession, SessionOptions } from "./session";

export type { CollabSession } from "./session";

export type CollabOptions = Omit<SessionOptions, "words">;

/** Undefined on the server and until the editor's code is here. */
export function useCollab({
  workspace,
  me,
  people,
  open,
}: CollabOptions): CollabSession | undefined {
  const words = useMessages(collabMessages);
  return useResource(
    useCallback(async () => {
      const { CollabSession } = await import("./session");
      return CollabSession.start({ workspace, me, people, words, open });
    }, [workspace, me, people, words, open]),
  );
}

const nobody: Watchable<readonly Present[]> = new Signal<readonly Present[]>([]);

export interface Presence {
  /** Everybody here, oneself first, each once. */
  readonly here: readonly Person[];
  /** The others, by the file each has in front. */
  readonly byPath: ReadonlyMap<string, readonly Person[]>;
  /** Those who follow this page. */
  readonly followers: readonly Person[];
}

export function usePresence(
  session: CollabSession | undefined,
  me: string,
  people: People,
): Presence {
  const others = useSignal(session?.room.others ?? nobody);
  // One's own other pages are no company.
  const company = others.filter(({ member }) => member !== me);
  const members = [me, ...company.map(({ member }) => member)];
  const followers = company.filter(({ follows }) => follows === session?.room.client);
  return {
    here: known(members, people),
    byPath: byPath(company, people),
    followers: known(
      followers.map(({ member }) => member),
      people,
    ),
  };
}

/** Everybody here but oneself, those in the file in front first. The same array while they stay. */
export function useOthers(
  here: readonly Person[],
  inFront: readonly Person[] = [],
  me: string,
): readonly Person[] {
  const order = [...new Set([...inFront, ...here].map(({ member }) => member))].join(" ");
  return useMemo(
    () =>
      known(order.split(" "), new Map(here.map((one) => [one.member, one]))).filter(
        ({ member }) => member !== me,
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `here` is another array each time
    [order, me],
  );
}
