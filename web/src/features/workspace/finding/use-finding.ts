"use client";
/** Files by name in the palette, and a line of the file in front: `:120`. */
import { useMemo } from "react";
import type { Finder, Found } from "@/lib/actions/registry";
import { useFinder } from "@/lib/actions/use-actions";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import type { Desk } from "../desk/desk";
import { deskMessages } from "../desk/messages";
import { currentFile } from "../desk/tabs";
import { splitQuery } from "./query";

const most = 30;

export function useFinding(workspace: string, desk: Desk): void {
  const t = useMessages(deskMessages);
  const { workspace: api } = useTRPCClient();
  const finder = useMemo((): Finder => {
    const open = (path: string, line: number | undefined) => () =>
      desk.goToFile(path, line === undefined ? undefined : { line });

    function recent(): readonly Found[] {
      const files = desk.tabs.get().recent.filter(({ kind }) => kind === "file");
      // The one in front comes last: Enter on an empty field goes to the one before it.
      const [front, ...before] = files.map(({ ref }) => ref);
      return [...before, ...(front === undefined ? [] : [front])].map((path) => ({
        id: `recent:${path}`,
        label: path,
        run: open(path, undefined),
      }));
    }

    return {
      id: "workspace.files",
      group: t.files,
      find: async (query, signal) => {
        const { name, line } = splitQuery(query);
        const front = currentFile(desk.tabs.get());
        if (name === "" && line !== undefined && front !== undefined) {
          const label = `${front}:${line}`;
          return [{ id: label, label, detail: t.actions.goToLine, run: open(front, line) }];
        }
        if (name === "") {
          const before = recent();
          if (before.length > 0) return before;
        }
        const found = await api.findPaths.query(
          { workspace, query: name, limit: most },
          { signal },
        );
        return found.map(({ path, positions }) => ({
          id: `file:${path}`,
          label: path,
          positions,
          run: open(path, line),
        }));
      },
    };
  }, [workspace, desk, api, t]);
  useFinder(finder);
}
