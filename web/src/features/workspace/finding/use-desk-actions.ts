"use client";
/** Everything the desk can do, by name and by key; the palette and the keyboard read it. */
import { useMemo } from "react";
import type { Action } from "@/lib/actions/registry";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { changesMessages } from "../changes/messages";
import type { Desk } from "../desk/desk";
import { deskMessages } from "../desk/messages";
import { treeMessages } from "../tree/messages";
import { moveRegion } from "./regions";

/** What the editor in front can do; another feature's. */
export interface EditorDeeds {
  readonly find: () => void;
  readonly goToLine: () => void;
  readonly wrap: () => void;
}

export interface DeskActionsOptions {
  readonly desk: Desk;
  readonly access: "read" | "write";
  readonly editor: EditorDeeds | undefined;
}

export function useDeskActions({ desk, access, editor }: DeskActionsOptions): void {
  const t = useMessages(deskMessages);
  const tree = useMessages(treeMessages);
  const changes = useMessages(changesMessages);
  useActions(
    useMemo((): readonly Action[] => {
      const { file, view } = t.actions;
      const closeFront = () => {
        const { current } = desk.tabs.get();
        if (current) desk.close(current);
      };
      const wish = (of: "file" | "folder" | "upload") => () => desk.wishFor(of);
      return [
        {
          id: "workspace.search",
          label: t.findInFiles,
          group: view,
          keys: "Ctrl Shift F",
          run: () => desk.showSide("search"),
        },
        { id: "workspace.files", label: t.files, group: view, run: () => desk.showSide("files") },
        {
          id: "workspace.changes",
          label: changes.title,
          group: view,
          also: "git commit",
          keys: "Ctrl Shift G",
          run: () => desk.showSide("changes"),
        },
        {
          id: "workspace.side",
          label: t.actions.toggleSide,
          group: view,
          keys: "Ctrl B",
          run: () => desk.toggleSide(),
        },
        {
          id: "workspace.next-region",
          label: t.actions.nextRegion,
          group: view,
          keys: "F6",
          run: () => moveRegion(1),
        },
        {
          id: "workspace.previous-region",
          label: t.actions.previousRegion,
          group: view,
          keys: "Shift F6",
          run: () => moveRegion(-1),
        },
        {
          id: "workspace.next-file",
          label: t.actions.nextFile,
          group: file,
          keys: "Ctrl Tab",
          run: () => desk.turn(1),
        },
        {
          id: "workspace.close-file",
          label: t.actions.closeFile,
          group: file,
          keys: "Alt W",
          run: closeFront,
        },
        {
          id: "workspace.close-others",
          label: t.actions.closeOthers,
          group: file,
          run: () => desk.closeOthers(),
        },
        ...(access === "write"
          ? [
              { id: "workspace.new-file", label: tree.newFile, group: file, run: wish("file") },
              {
                id: "workspace.new-folder",
                label: tree.newFolder,
                group: file,
                run: wish("folder"),
              },
              { id: "workspace.upload", label: tree.upload, group: file, run: wish("upload") },
            ]
          : []),
        ...(editor
          ? [
              {
                id: "workspace.find",
                label: t.actions.findInFile,
                group: file,
                also: "Ctrl F",
                run: editor.find,
              },
              {
                id: "workspace.line",
                label: t.actions.goToLine,
                group: file,
                keys: "Alt G",
                run: editor.goToLine,
              },
              {
                id: "workspace.wrap",
                label: t.actions.wrap,
                group: view,
                keys: "Alt Z",
                run: editor.wrap,
              },
            ]
          : []),
      ];
    }, [t, tree, changes, desk, access, editor]),
  );
}
