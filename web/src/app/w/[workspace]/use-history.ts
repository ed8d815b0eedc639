"use client";
/** History at the desk: which tab each of its deeds opens, and whether authors are shown. */
import { useMemo, useState } from "react";
import type { HistoryDeeds } from "@/features/collab/history/use-history-actions";
import type { Desk } from "@/features/workspace/desk/desk";

export interface History {
  readonly deeds: HistoryDeeds;
  readonly authors: boolean;
}

/** The timeline is that of the file in front, or of the one looked at last. */
export function useHistory(desk: Desk): History {
  const [authors, setAuthors] = useState(false);
  const deeds = useMemo(
    (): HistoryDeeds => ({
      timeline: () => {
        const file = desk.tabs.get().recent.find(({ kind }) => kind === "file");
        if (file) desk.show({ kind: "timeline", ref: file.ref });
      },
      takeBack: () => desk.show({ kind: "taking-back", ref: "" }),
      whoWrote: () => setAuthors((shown) => !shown),
    }),
    [desk],
  );
  return { deeds, authors };
}
