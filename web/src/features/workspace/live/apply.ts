/** Applies a fact to everything this page has fetched of a workspace. */
import type { QueryClient } from "@tanstack/react-query";
import type { Fact } from "@/contracts/events";
import type { EntryView } from "@/contracts/workspace";
import type { useTRPC } from "@/lib/api/query";
import { changesGit, folderAfter, goneFolders, isOf, staleFolders, workspaceAfter } from "./model";

export type Procedures = ReturnType<typeof useTRPC>;

/** The folders of a workspace that were fetched, by path. */
function fetchedFolders(
  queries: QueryClient,
  { workspace: api }: Procedures,
  workspace: string,
): ReadonlyMap<string, readonly EntryView[]> {
  const found = queries.getQueriesData<readonly EntryView[]>({
    queryKey: api.listFolder.pathKey(),
  });
  return new Map(
    found.flatMap(([key, entries]) => {
      const input = (key[1] as { readonly input?: unknown } | undefined)?.input;
      if (typeof input !== "object" || input === null || !entries) return [];
      const asked = input as { readonly workspace?: unknown; readonly path?: unknown };
      if (asked.workspace !== workspace) return [];
      return [[typeof asked.path === "string" ? asked.path : "", entries] as const];
    }),
  );
}

export function applyFact(
  queries: QueryClient,
  procedures: Procedures,
  workspace: string,
  fact: Fact,
): void {
  if (!isOf(fact, workspace)) return;
  const { workspace: api } = procedures;
  const folders = fetchedFolders(queries, procedures, workspace);
  const source = fact.type === "workspace.entry_moved.1" ? fact.source : undefined;
  const known = [...folders.values()].flat().find(({ path }) => path === source);
  for (const [path, entries] of folders) {
    const after = folderAfter(entries, path, fact, known);
    if (after === entries) continue;
    queries.setQueryData(api.listFolder.queryKey({ workspace, path }), [...after]);
  }
  for (const path of goneFolders(fact, folders.keys())) {
    queries.removeQueries({ queryKey: api.listFolder.queryKey({ workspace, path }) });
  }
  for (const path of staleFolders(fact, folders.keys())) {
    void queries.invalidateQueries({ queryKey: api.listFolder.queryKey({ workspace, path }) });
  }
  queries.setQueryData(
    api.getWorkspace.queryKey({ workspace }),
    (view) => view && workspaceAfter(view, fact),
  );
  if (changesGit(fact)) askGitAgain(queries, procedures);
  // Every file may be another one now.
  if (fact.type === "workspace.branch_switched.1")
    void queries.invalidateQueries({ queryKey: api.readText.pathKey() });
}

/** What git says may have changed: status, differences, branches, the log. */
export function askGitAgain(queries: QueryClient, { workspace: api }: Procedures): void {
  for (const { pathKey } of [api.getStatus, api.getDiff, api.listBranches, api.listCommits]) {
    void queries.invalidateQueries({ queryKey: pathKey() });
  }
}
