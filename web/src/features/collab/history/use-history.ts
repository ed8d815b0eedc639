"use client";
/** What the server knows of a document's past, asked once and again after somebody has written. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { StretchView } from "@/contracts/collab";
import { useTRPC, useTRPCClient } from "@/lib/api/query";

const page = 500;
/** What others write is no fact of the stream; looking again now and then is enough. */
const lookAgain = 20_000;

/** Every stretch of work on a document, from the oldest. */
export function useTimeline(workspace: string, path: string) {
  const { collab: options } = useTRPC();
  const { collab: api } = useTRPCClient();
  return useQuery({
    queryKey: [...options.getTimeline.pathKey(), { workspace, path, pages: page }],
    queryFn: async ({ signal }) => {
      const all: StretchView[] = [];
      for (;;) {
        const after = all.at(-1)?.last ?? 0;
        const found = await api.getTimeline.query(
          { workspace, path, after, limit: page },
          { signal },
        );
        all.push(...found);
        if (found.length < page) return all;
      }
    },
    refetchInterval: lookAgain,
  });
}

/** Two moments of a text; a sequence of 0 is the empty text before the first update. */
export interface Pair {
  readonly before: string;
  readonly after: string;
  readonly from: number;
  readonly to: number;
}

const keptFor = 300_000;

function useTexts(workspace: string, path: string) {
  const { collab: api } = useTRPC();
  const queries = useQueryClient();
  return useCallback(
    async (sequence: number) => {
      if (sequence === 0) return "";
      const options = api.getPastText.queryOptions({ workspace, path, sequence });
      return (await queries.query({ ...options, staleTime: keptFor })).text;
    },
    [api, queries, workspace, path],
  );
}

/** Both texts, those asked for before while they are awaited. */
export function usePair(workspace: string, path: string, from: number, to: number) {
  const { collab: api } = useTRPC();
  const text = useTexts(workspace, path);
  return useQuery({
    queryKey: [...api.getPastText.pathKey(), { workspace, path, pair: [from, to] }],
    queryFn: async (): Promise<Pair> => {
      const [before, after] = await Promise.all([text(from), text(to)]);
      return { before, after, from, to };
    },
    placeholderData: keepPreviousData,
    staleTime: keptFor,
  });
}

/** Fetches the text of a moment that will be looked at next. */
export function usePrefetch(workspace: string, path: string, sequence: number | undefined): void {
  const text = useTexts(workspace, path);
  useEffect(() => {
    if (sequence !== undefined) text(sequence).catch(() => undefined); // asked again when shown
  }, [text, sequence]);
}

/** Who wrote the present text; `wait` asks nothing yet. */
export function useAttribution(workspace: string, path: string, when: "ask" | "wait" = "ask") {
  const { collab: api } = useTRPC();
  return useQuery({
    ...api.getAttribution.queryOptions({ workspace, path }),
    enabled: when === "ask",
  });
}

/** Asks for everything of the past again, after an own deed. */
export function useAskHistoryAgain(): () => Promise<void> {
  const { collab: api } = useTRPC();
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [api.getTimeline, api.getAttribution, api.previewTakingBack].map((procedure) =>
        queries.invalidateQueries({ queryKey: procedure.pathKey() }),
      ),
    );
  }, [api, queries]);
}
