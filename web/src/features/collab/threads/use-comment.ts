"use client";
/** Says something where the caret is: in the thread that is there, or in a new one. */
import { useCallback } from "react";
import type { CollabSession } from "../session";
import { threadsOf } from "./state";

export function useComment(session: CollabSession, path: string | undefined): () => void {
  return useCallback(() => {
    if (path === undefined) return;
    const state = threadsOf(session);
    void import("./begun").then(({ begin, threadAtCaret }) => {
      const there = threadAtCaret(session);
      const begun = there === undefined ? begin(session, path) : undefined;
      if (there !== undefined) state.showThread(there, "field");
      else if (begun) state.begin(begun);
    });
  }, [session, path]);
}
