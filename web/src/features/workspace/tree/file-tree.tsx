"use client";
/** The files of the workspace: open, make, name, move, delete, by pointer, by keyboard, by finger. */
import {
  useCallback,
  useId,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import type { EntryView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { ContextMenu } from "@/ui/menu/context-menu";
import { Skeleton } from "@/ui/skeleton";
import { useReaction } from "@/lib/use-reaction";
import { showToast } from "@/ui/toast/toasts";
import type { Wish } from "../desk/desk";
import { fileAddress } from "../paths";
import { folderUnder, mayDrop, readDrop } from "./drag";
import { rowMenu } from "./menu";
import type { Letter } from "../changes/use-git";
import { treeMessages } from "./messages";
import type { Row } from "./rows";
import { TreeRows } from "./tree-rows";
import { useTree } from "./use-tree";

export interface FileTreeProps {
  readonly workspace: string;
  /** The root folder as the page was first painted with it. */
  readonly root: readonly EntryView[];
  /** The file in front. */
  readonly current: string | undefined;
  readonly access: "read" | "write";
  readonly letters: ReadonlyMap<string, Letter>;
  /** What was asked for outside of the tree, as from its menu; each ask is another object. */
  readonly wish: Wish | undefined;
  /** Who has the file in front, as dots. */
  readonly renderPeople: (path: string) => ReactNode;
  readonly onOpen: (path: string) => void;
  readonly onShowChanges: (path: string) => void;
}

export function FileTree(props: FileTreeProps) {
  const { workspace, current, access, letters, onShowChanges } = props;
  const t = useMessages(treeMessages);
  const tree = useTree(props);
  const files = useId();
  const [under, setUnder] = useState<Row>();
  const [over, setOver] = useState<string>();
  const writable = access === "write";
  const { startNaming } = tree;
  useReaction(
    props.wish,
    useCallback(
      (wish) => {
        if (wish?.of === "upload") document.getElementById(files)?.click();
        else if (wish) startNaming({ kind: "create", folder: "", of: wish.of });
      },
      [files, startNaming],
    ),
  );

  const rowAt = (target: EventTarget): Row | undefined => {
    const path =
      target instanceof Element
        ? target.closest<HTMLElement>("[data-path]")?.dataset.path
        : undefined;
    return tree.rows.find(({ id }) => id === path);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rowAt(event.target);
    if (row && writable && event.key === "F2") tree.startNaming({ kind: "rename", path: row.id });
    else if (row && writable && event.key === "Delete") void tree.remove(row.id);
    else if (!tree.key(event.key)) return;
    event.preventDefault();
  }

  function onDragOver(event: DragEvent) {
    if (!writable || !mayDrop(event)) return;
    event.preventDefault();
    setOver(folderUnder(rowAt(event.target)));
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(undefined);
    const drop = writable ? readDrop(event, rowAt(event.target)) : undefined;
    if (drop?.kind === "move") void tree.move(drop.source, drop.target);
    else if (drop) void tree.upload(drop.folder, drop.files);
  }

  const menu = rowMenu(
    {
      row: under,
      writable,
      changed: under !== undefined && letters.has(under.id),
      address: fileAddress(workspace, under?.id ?? ""),
    },
    t,
    {
      create: (of) => tree.startNaming({ kind: "create", folder: folderUnder(under), of }),
      upload: () => document.getElementById(files)?.click(),
      rename: () => under && tree.startNaming({ kind: "rename", path: under.id }),
      remove: () => under && void tree.remove(under.id),
      showChanges: () => under && onShowChanges(under.id),
      copyPath: () =>
        void navigator.clipboard
          .writeText(under?.id ?? "")
          .then(() => showToast({ text: t.copied })),
    },
  );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {tree.problem !== undefined && (
        <ErrorState
          title={tree.problem}
          className="mx-2 mb-1"
          action={
            <Button size="mini" onClick={tree.forgive}>
              {t.dismiss}
            </Button>
          }
        />
      )}
      {tree.failed && (
        <ErrorState
          title={t.failed}
          className="mx-2 mb-1"
          action={
            <Button size="mini" onClick={tree.retry}>
              {t.tryAgain}
            </Button>
          }
        />
      )}
      {tree.loading && <Skeleton label={t.loading} className="px-4 py-2" />}
      <ContextMenu label={t.files} items={menu}>
        <div
          id={tree.id}
          onContextMenu={(event) => setUnder(rowAt(event.target))}
          onKeyDown={onKeyDown}
          onDragOver={onDragOver}
          onDragLeave={() => setOver(undefined)}
          onDrop={onDrop}
          className={cx(
            "min-h-0 flex-1 overflow-y-auto px-1.5 pt-0.5 pb-6",
            over === "" && "bg-surface-hover",
          )}
        >
          <TreeRows {...props} tree={tree} over={over} writable={writable} current={current} />
          {tree.rows.length === 0 && !tree.loading && (
            <EmptyState title={t.empty} className="m-2">
              {writable && t.emptyHint}
            </EmptyState>
          )}
        </div>
      </ContextMenu>
      <input
        id={files}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          void tree.upload(folderUnder(under), [...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
