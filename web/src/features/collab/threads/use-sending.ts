"use client";
/** What was sent and is not here yet: shown at once, and honest when it did not arrive. */
import { useCallback, useState } from "react";
import type { Problem } from "@/lib/api/problem";
import { newId } from "@/lib/id";
import { readWithWords } from "@/lib/problems/words";
import type { Drafts } from "./drafts";
import { threadProblems } from "./problems";

export interface Sent {
  readonly id: string;
  readonly text: string;
  /** Undefined while it is on its way. */
  readonly problem: Problem | undefined;
}

export interface Sending {
  readonly sent: readonly Sent[];
  readonly send: (text: string) => void;
  readonly again: (id: string) => void;
  readonly discard: (id: string) => void;
}

/** Where a text stays on this device until the server has it. */
export const sentKey = (key: string): string => `${key}/sent`;

/**
 * `deliver` is given an id that stays the same when it is tried again, so that nothing is said twice.
 * It is kept when the server has the text and the page shows it. Memoise it.
 */
export function useSending(
  key: string,
  drafts: Drafts,
  deliver: (id: string, text: string) => Promise<void>,
): Sending {
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const forget = useCallback(
    (id: string) => {
      setSent((before) => before.filter((one) => one.id !== id));
      drafts.write(sentKey(key), "");
    },
    [key, drafts],
  );
  const attempt = useCallback(
    async (id: string, text: string) => {
      drafts.write(sentKey(key), text);
      const mark = (problem: Problem | undefined) =>
        setSent((before) => [...before.filter((one) => one.id !== id), { id, text, problem }]);
      mark(undefined);
      try {
        await deliver(id, text);
        forget(id);
      } catch (error) {
        mark(await readWithWords(error, threadProblems));
      }
    },
    [key, drafts, deliver, forget],
  );
  return {
    sent,
    send: useCallback((text) => void attempt(newId(), text), [attempt]),
    again: useCallback(
      (id) => {
        const one = sent.find((known) => known.id === id);
        if (one) void attempt(id, one.text);
      },
      [sent, attempt],
    ),
    discard: forget,
  };
}
