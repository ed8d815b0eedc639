"use client";
/** What the server knows of threads, kept current by the facts; and what may be wished of it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { LiveEvent } from "@/contracts/events";
import { useTRPC } from "@/lib/api/query";
import { useLive } from "@/lib/live/live";
import type { Scope, Which } from "./state";

const most = 200;

/** What a choice in the panel means to the server. */
export function asked(which: Which) {
  switch (which) {
    case "open":
      return { shown: "open", whose: "anybody" } as const;
    case "resolved":
      return { shown: "resolved", whose: "anybody" } as const;
    case "mine":
      return { shown: "all", whose: "mine" } as const;
    case "mentions":
      return { shown: "open", whose: "mentions" } as const;
  }
}

export interface Asked {
  readonly workspace: string;
  readonly scope: Scope;
  readonly path: string | undefined;
  readonly which: Which;
}

export function useThreadList({ workspace, scope, path, which }: Asked) {
  const { collab } = useTRPC();
  return useQuery({
    ...collab.listThreads.queryOptions({
      workspace,
      ...asked(which),
      ...(scope === "file" && path !== undefined && { path }),
      limit: most,
    }),
    enabled: scope === "workspace" || path !== undefined,
  });
}

export function useConversation(workspace: string, thread: string | undefined) {
  const { collab } = useTRPC();
  return useQuery({
    ...collab.getThread.queryOptions({ workspace, thread: thread ?? "" }),
    enabled: thread !== undefined,
  });
}

/** Asks again what was fetched of threads; the promise is kept once the answers are here. */
export function useAskThreadsAgain(): () => Promise<void> {
  const queries = useQueryClient();
  const { collab } = useTRPC();
  return useCallback(async () => {
    await Promise.all(
      [collab.listThreads, collab.getThread].map(({ pathKey }) =>
        queries.invalidateQueries({ queryKey: pathKey() }),
      ),
    );
  }, [queries, collab]);
}

const moves = new Set([
  "workspace.entry_moved.1",
  "workspace.entry_deleted.1",
  "workspace.entry_restored.1",
]);

/** Keeps every list and conversation of a page true by the facts as they happen. */
export function useThreadFacts(workspace: string): void {
  const ask = useAskThreadsAgain();
  useLive(
    useCallback(
      (fact: LiveEvent) => {
        if (!("workspace" in fact) || fact.workspace !== workspace) return;
        if (fact.type.startsWith("collab.") || moves.has(fact.type)) void ask();
      },
      [workspace, ask],
    ),
    useCallback(() => void ask(), [ask]),
  );
}
