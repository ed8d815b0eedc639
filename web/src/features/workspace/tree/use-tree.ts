"use client";
/** The tree's state joined to its folders and its deeds. */
import { useCallback, useId, useReducer, useState } from "react";
import type { EntryView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { fetchWords, useProblemWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { useReaction } from "@/lib/use-reaction";
import { moveInTree } from "@/ui/tree/keys";
import { showToast } from "@/ui/toast/toasts";
import { useApply } from "../live/use-facts";
import { folderOf, join, nameOf } from "../paths";
import { treeMessages } from "./messages";
import { rowsOf, type Row } from "./rows";
import { startOf, treeAfter, type Naming } from "./tree-state";
import { uploadFiles, type Refused } from "./upload";
import { useEntries } from "./use-entries";
import { useFolders } from "./use-folders";

export interface TreeOptions {
  readonly workspace: string;
  readonly root: readonly EntryView[];
  readonly current: string | undefined;
  readonly onOpen: (path: string) => void;
}

export function useTree({ workspace, root, current, onOpen }: TreeOptions) {
  const t = useMessages(treeMessages);
  const say = useProblemWords(workspaceProblems);
  const [state, tell] = useReducer(treeAfter, current, startOf);
  const { folders, pending, failed, retry } = useFolders(workspace, state.open, root);
  const entries = useEntries(workspace);
  const apply = useApply(workspace);
  const [refused, setRefused] = useState<Refused>();
  const id = useId();
  const rows = rowsOf(folders, state.open);
  const focus = rows.some(({ id }) => id === state.focus) ? state.focus : rows[0]?.id;

  useReaction(
    current,
    useCallback((path) => path !== undefined && tell({ type: "revealed", path }), []),
  );

  const startNaming = useCallback((naming: Naming) => tell({ type: "naming", naming }), []);

  function focusRow(path: string) {
    tell({ type: "focused", path });
    const tree = document.getElementById(id);
    const row = tree?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  function choose(row: Row) {
    tell({ type: "focused", path: row.id });
    if (row.open === undefined) onOpen(row.id);
    else tell({ type: row.open ? "closed" : "opened", path: row.id });
  }

  async function move(source: string, target: string) {
    tell({ type: "moved", source, target });
    if (!(await entries.move(source, target)))
      tell({ type: "moved", source: target, target: source });
    else
      showToast({
        text: t.moved(nameOf(target)),
        action: { label: t.undo, run: () => void move(target, source) },
      });
  }

  async function upload(folder: string, files: readonly File[]) {
    setRefused(undefined);
    const done = await uploadFiles(workspace, folder, files);
    for (const path of done.paths) {
      apply({ type: "workspace.entry_created.1", workspace, path, kind: "file" });
    }
    if (folder !== "") tell({ type: "opened", path: folder });
    if (done.paths.length > 0) showToast({ text: t.uploaded(done.paths.length) });
    const [first] = done.refused;
    if (first) await fetchWords(workspaceProblems);
    setRefused(first);
  }

  async function name(naming: Naming, given: string) {
    tell({ type: "named" });
    if (naming.kind === "rename") {
      const target = join(folderOf(naming.path), given);
      await move(naming.path, target);
      return;
    }
    const path = join(naming.folder, given);
    if (!(await entries.create(path, naming.of))) return;
    tell({ type: "revealed", path });
    if (naming.of === "file") onOpen(path);
    else tell({ type: "opened", path });
  }

  /** Returns whether the key was the tree's. */
  function key(pressed: string): boolean {
    const move = moveInTree(rows, focus, pressed);
    const row = move && rows.find(({ id }) => id === move.id);
    if (!row) return false;
    if (move.kind === "focus") focusRow(move.id);
    else if (move.kind === "choose") choose(row);
    else tell({ type: move.kind === "open" ? "opened" : "closed", path: move.id });
    return true;
  }

  return {
    id,
    rows,
    folders,
    focus,
    naming: state.naming,
    loading: pending.has(""),
    failed: failed.size > 0,
    retry,
    problem: refused
      ? t.uploadFailed(refused.name, refused.problem ? say(refused.problem) : "")
      : entries.problem && say(entries.problem),
    forgive: () => {
      setRefused(undefined);
      entries.forgive();
    },
    choose,
    move,
    upload,
    name,
    key,
    startNaming,
    stopNaming: () => {
      tell({ type: "named" });
      if (focus !== undefined) focusRow(focus);
    },
    remove: async (path: string) => {
      if (await entries.remove(path)) tell({ type: "removed", path });
    },
    focused: (path: string) => tell({ type: "focused", path }),
  };
}

export type Tree = ReturnType<typeof useTree>;
