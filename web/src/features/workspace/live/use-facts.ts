"use client";
/** Keeps what this page fetched of a workspace true, by the facts as they happen. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Fact, LiveEvent } from "@/contracts/events";
import { useTRPC } from "@/lib/api/query";
import { useLive } from "@/lib/live/live";
import { applyFact, askGitAgain } from "./apply";

/** For an own deed: what the answer means for what was fetched, before the stream tells it. */
export function useApply(workspace: string): (fact: Fact) => void {
  const queries = useQueryClient();
  const procedures = useTRPC();
  return useCallback(
    (fact) => applyFact(queries, procedures, workspace, fact),
    [queries, procedures, workspace],
  );
}

/** `heard` is told of every fact after it was applied. Memoise it. */
export function useWorkspaceFacts(workspace: string, heard: (fact: Fact) => void): void {
  const queries = useQueryClient();
  const apply = useApply(workspace);
  useLive(
    useCallback(
      (event: LiveEvent) => {
        apply(event);
        heard(event);
      },
      [apply, heard],
    ),
    // The stream has a gap: nothing that was fetched is known to be true any more.
    useCallback(() => void queries.invalidateQueries(), [queries]),
  );
}

export function useAskGitAgain(): () => void {
  const queries = useQueryClient();
  const procedures = useTRPC();
  return useCallback(() => askGitAgain(queries, procedures), [queries, procedures]);
}
