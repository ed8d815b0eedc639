"use client";
/** What the editor follows: the file in front, the place asked for, what git says of the file. */
import { useCallback, useMemo } from "react";
import type { CollabSession } from "@/features/collab/use-collab";
import { changedLines } from "@/features/workspace/changes/changed-lines";
import { useDiff, type Letter } from "@/features/workspace/changes/use-git";
import type { Desk } from "@/features/workspace/desk/desk";
import { currentFile } from "@/features/workspace/desk/tabs";
import { useAskGitAgain } from "@/features/workspace/live/use-facts";
import { Signal, type Watchable } from "@/lib/signal";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";

const never: Watchable<number> = new Signal(0);

/** Tells the others which file is in front, goes where one was sent, lets go of closed files. */
export function useFollowing(session: CollabSession | undefined, desk: Desk): void {
  const tabs = useSignal(desk.tabs);
  const target = useSignal(desk.target);
  const edited = useSignal(session?.documents.edited ?? never);
  const askGitAgain = useAskGitAgain();
  useReaction(
    currentFile(tabs),
    useCallback((path) => session?.room.show(path), [session]),
  );
  useReaction(
    target,
    useCallback((asked) => asked && session?.goTo(asked.path, asked.spot), [session]),
  );
  useReaction(
    tabs.open,
    useCallback(
      (open) => session?.keep(open.flatMap(({ kind, ref }) => (kind === "file" ? [ref] : []))),
      [session],
    ),
  );
  useReaction(
    edited,
    useCallback((times) => times > 0 && askGitAgain(), [askGitAgain]),
  );
}

/** Marks the lines of the file in front that differ from the last commit. */
export function useChangeBar(
  session: CollabSession | undefined,
  workspace: string,
  path: string | undefined,
  letters: ReadonlyMap<string, Letter>,
): void {
  const differs = path !== undefined && letters.has(path);
  const diff = useDiff(workspace, { path: path ?? "" }, differs ? "ask" : "wait");
  const lines = useMemo(
    () =>
      differs ? (diff.data?.find((file) => file.path === path) ?? { hunks: [] }) : { hunks: [] },
    [differs, diff.data, path],
  );
  useReaction(
    lines,
    useCallback(
      (file) => path !== undefined && session?.showChanged(path, changedLines(file)),
      [session, path],
    ),
  );
}
