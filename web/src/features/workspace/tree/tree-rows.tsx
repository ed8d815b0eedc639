"use client";
/** The rows of the tree, and the one that is a field for the moment. */
import { Fragment, type ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { TreeRow } from "@/ui/tree/tree-row";
import { changesMessages } from "../changes/messages";
import { folderOf, nameOf } from "../paths";
import { startDrag } from "./drag";
import type { Letter } from "../changes/use-git";
import { treeMessages } from "./messages";
import { NameField } from "./name-field";
import type { Row } from "./rows";
import type { Tree } from "./use-tree";

export interface TreeRowsProps {
  readonly tree: Tree;
  readonly current: string | undefined;
  readonly writable: boolean;
  readonly letters: ReadonlyMap<string, Letter>;
  /** The folder that something hangs over. */
  readonly over: string | undefined;
  readonly renderPeople: (path: string) => ReactNode;
}

function bringIntoSight(row: HTMLElement | null) {
  row?.scrollIntoView({ block: "nearest" });
}

export function TreeRows({ tree, current, writable, letters, over, renderPeople }: TreeRowsProps) {
  const t = useMessages(treeMessages);
  const { letters: words } = useMessages(changesMessages);
  const { naming } = tree;

  function field(level: number, label: string, initial: string, folder: string): ReactNode {
    return (
      <div
        role="treeitem"
        aria-level={level + 1}
        aria-selected={false}
        // As far in as the name of a row of this level: 14 px a level.
        style={{ paddingInlineStart: `${1.125 + level * 0.875}rem` }}
        className="flex min-h-row items-center"
      >
        <NameField
          label={label}
          initial={initial}
          beside={tree.folders.get(folder)}
          onName={(name) => naming && void tree.name(naming, name)}
          onCancel={tree.stopNaming}
        />
      </div>
    );
  }

  function newField(folder: string, level: number): ReactNode {
    if (naming?.kind !== "create" || naming.folder !== folder) return null;
    return field(level, naming.of === "file" ? t.nameOfNewFile : t.nameOfNewFolder, "", folder);
  }

  function row(item: Row): ReactNode {
    if (naming?.kind === "rename" && naming.path === item.id)
      return field(item.level, t.newName(item.label), nameOf(item.id), folderOf(item.id));
    const letter = letters.get(item.id);
    return (
      <TreeRow
        label={item.label}
        level={item.level}
        open={item.open}
        current={item.id === current}
        dim={item.ignored}
        change={letter}
        changeLabel={letter && words[letter]}
        people={renderPeople(item.id)}
        data-path={item.id}
        ref={item.id === current ? bringIntoSight : undefined}
        tabIndex={item.id === tree.focus ? 0 : -1}
        draggable={writable}
        onDragStart={(event) => startDrag(event, item.id)}
        onClick={() => tree.choose(item)}
        onFocus={() => tree.focused(item.id)}
        className={cx(over === item.id && "bg-surface-hover outline-2 outline-focus")}
      />
    );
  }

  return (
    <div role="tree" aria-label={t.files}>
      {newField("", 0)}
      {tree.rows.map((item) => (
        <Fragment key={item.id}>
          {row(item)}
          {item.open === true && newField(item.id, item.level + 1)}
        </Fragment>
      ))}
    </div>
  );
}
