"use client";
/** The named moments of a document, kept current by the facts; naming, renaming and forgetting. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTRPC, useTRPCClient } from "@/lib/api/query";
import { newId } from "@/lib/id";
import { useLive } from "@/lib/live/live";
import type { LiveEvent } from "@/contracts/events";

export function useVersions(workspace: string, path: string) {
  const { collab: api } = useTRPC();
  const queries = useQueryClient();
  const again = useCallback(
    () => void queries.invalidateQueries({ queryKey: api.listVersions.pathKey() }),
    [api, queries],
  );
  useLive(
    useCallback(
      (fact: LiveEvent) => {
        if (fact.type.startsWith("collab.version_")) again();
      },
      [again],
    ),
    again,
  );
  return useQuery(api.listVersions.queryOptions({ workspace, path }));
}

export interface Naming {
  readonly name: (sequence: number, name: string) => Promise<void>;
  readonly rename: (version: string, name: string) => Promise<void>;
  readonly forget: (version: string) => Promise<void>;
}

/** Each throws what the server refuses. */
export function useNaming(workspace: string, path: string): Naming {
  const { collab: options } = useTRPC();
  const { collab: api } = useTRPCClient();
  const queries = useQueryClient();
  return useMemo(() => {
    const again = () => queries.invalidateQueries({ queryKey: options.listVersions.pathKey() });
    return {
      name: async (sequence, name) => {
        await api.nameVersion.mutate({ workspace, path, version: newId(), name, sequence });
        await again();
      },
      rename: async (version, name) => {
        await api.renameVersion.mutate({ workspace, path, version, name });
        await again();
      },
      forget: async (version) => {
        await api.forgetVersion.mutate({ workspace, path, version });
        await again();
      },
    };
  }, [api, options, queries, workspace, path]);
}
