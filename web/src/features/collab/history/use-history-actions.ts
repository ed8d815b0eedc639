"use client";
/** History by name and by key, on every page of a workspace; what it shows is fetched when asked for. */
import { useMemo } from "react";
import type { Action } from "@/lib/actions/registry";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { historyActionMessages } from "./action-messages";

export interface HistoryDeeds {
  readonly timeline: () => void;
  readonly takeBack: () => void;
  readonly whoWrote: () => void;
}

/** Memoise the deeds. `past` is the address of what can be exported, if anything can. */
export function useHistoryActions(
  { timeline, takeBack, whoWrote }: HistoryDeeds,
  past: string | undefined,
): void {
  const t = useMessages(historyActionMessages);
  useActions(
    useMemo(
      (): readonly Action[] => [
        {
          id: "history.timeline",
          label: t.timeline,
          group: t.group,
          keys: "Alt 3",
          also: t.also,
          run: timeline,
        },
        {
          id: "history.who-wrote",
          label: t.whoWrote,
          group: t.group,
          keys: "Alt A",
          also: t.also,
          run: whoWrote,
        },
        {
          id: "history.take-back",
          label: t.takeBack,
          group: t.group,
          also: t.also,
          run: takeBack,
        },
        ...(past === undefined
          ? []
          : [
              {
                id: "history.export",
                label: t.exportHistory,
                group: t.group,
                also: t.also,
                run: () => location.assign(past),
              },
            ]),
      ],
      [t, timeline, takeBack, whoWrote, past],
    ),
  );
}
