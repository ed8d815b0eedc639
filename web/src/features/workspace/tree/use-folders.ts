"use client";
/** The folders that are open in the tree, each fetched once and kept current by facts. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { EntryView } from "@/contracts/workspace";
import { useTRPC } from "@/lib/api/query";
import type { Folders } from "./rows";

export interface OpenFolders {
  readonly folders: Folders;
  /** Folders being fetched. */
  readonly pending: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly retry: () => void;
}

export function useFolders(
  workspace: string,
  open: ReadonlySet<string>,
  root: readonly EntryView[],
): OpenFolders {
  const { workspace: api } = useTRPC();
  const paths = useMemo(() => ["", ...open], [open]);
  const answers = useQueries({
    queries: paths.map((path) => ({
      ...api.listFolder.queryOptions({ workspace, path }),
      ...(path === "" && { initialData: [...root] }),
    })),
  });
  const at = (matches: (answer: (typeof answers)[number]) => boolean) =>
    new Set(paths.filter((_, index) => answers[index] && matches(answers[index])));
  return {
    folders: new Map(
      paths.flatMap((path, index) => {
        const entries = answers[index]?.data;
        return entries ? [[path, entries] as const] : [];
      }),
    ),
    pending: at(({ isPending }) => isPending),
    failed: at(({ isError }) => isError),
    retry: () => answers.forEach((answer) => answer.isError && void answer.refetch()),
  };
}
