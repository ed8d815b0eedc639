"use client";
/** What git says of the working tree, asked again whenever a fact or an edit may have changed it. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { StatusView } from "@/contracts/workspace";
import { useTRPC, useTRPCClient } from "@/lib/api/query";
import type { ChangeLetter } from "@/ui/tree/tree-row";

export function useStatus(workspace: string) {
  const { workspace: api } = useTRPC();
  return useQuery({
    ...api.getStatus.queryOptions({ workspace }),
    // What others write is no fact; looking again now and then is enough.
    refetchInterval: 30_000,
  });
}

export function useBranches(workspace: string) {
  const { workspace: api } = useTRPC();
  return useQuery(api.listBranches.queryOptions({ workspace }));
}

/** What changed in a path or a commit; `wait` asks nothing yet. */
export function useDiff(
  workspace: string,
  of: { readonly commit?: string; readonly path?: string },
  when: "ask" | "wait" = "ask",
) {
  const { workspace: api } = useTRPC();
  return useQuery({ ...api.getDiff.queryOptions({ workspace, ...of }), enabled: when === "ask" });
}

/** One commit, by its hash. */
export function useCommit(workspace: string, commit: string) {
  const { workspace: api } = useTRPC();
  return useQuery({
    ...api.listCommits.queryOptions({ workspace, start: commit, limit: 1 }),
    select: ([found]) => found,
    staleTime: Infinity,
  });
}

const page = 30;

/** The log, a page at a time: each page begins where the one before ended. */
export function useCommits(workspace: string) {
  const { workspace: options } = useTRPC();
  const { workspace: api } = useTRPCClient();
  return useInfiniteQuery({
    // Under the procedure's own key, so that a commit makes this one be asked again too.
    queryKey: [...options.listCommits.pathKey(), { workspace, pages: page }],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api.listCommits.query({ workspace, start: pageParam, limit: page + 1 }, { signal }),
    getNextPageParam: (last) => (last.length > page ? last.at(-1)?.commit : undefined),
    select: ({ pages }) => pages.flatMap((commits) => commits.slice(0, page)),
  });
}

export type Letter = Exclude<ChangeLetter, "?">;

const known = new Set(["M", "A", "D", "R", "U"]);
const isLetter = (status: string): status is Letter => known.has(status);

/** The letter that people see: what git does not know yet is new all the same. */
export function letterOf(status: string): Letter | undefined {
  if (status === "?") return "A";
  return isLetter(status) ? status : undefined;
}

/** The letter of each changed path. */
export function lettersOf(status: StatusView | undefined): ReadonlyMap<string, Letter> {
  return new Map(
    (status?.changes ?? []).flatMap(({ path, status: told }) => {
      const letter = letterOf(told);
      return letter ? [[path, letter] as const] : [];
    }),
  );
}
