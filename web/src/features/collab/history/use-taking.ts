"use client";
/** The deed itself: taking work back, in all files or in some, and undoing just that. */
import { useCallback, useState } from "react";
import type { ChangedView } from "@/contracts/collab";
import type { Problem } from "@/lib/api/problem";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useSubmit } from "@/lib/use-submit";
import { showToast } from "@/ui/toast/toasts";
import { takingBackMessages } from "./messages";
import { historyProblems } from "./problems";
import { useAskHistoryAgain } from "./use-history";
import type { Work } from "./work";

export interface Done {
  readonly edits: number;
  readonly paths: readonly string[];
  /** What undoing takes back again. */
  readonly updates: readonly { readonly path: string; readonly made: number }[];
}

export interface Taking {
  readonly pending: boolean;
  readonly problem: Problem | undefined;
  readonly done: Done | undefined;
  /** In all files, or in those named. */
  readonly take: (paths: readonly string[] | undefined) => void;
  readonly undo: () => void;
  readonly forget: () => void;
}

export interface TakingOptions extends Work {
  readonly workspace: string;
}

/** As many updates as one command takes. */
const most = 1_000;

function doneBy(changes: readonly ChangedView[]): Done {
  return {
    edits: changes.reduce((sum, { edits }) => sum + edits.length, 0),
    paths: changes.map(({ path }) => path),
    updates: changes.flatMap(({ path, made }) =>
      typeof made === "number" ? [{ path, made }] : [],
    ),
  };
}

export function useTaking({ workspace, member, since, until }: TakingOptions): Taking {
  const t = useMessages(takingBackMessages);
  const { collab: api } = useTRPCClient();
  const askAgain = useAskHistoryAgain();
  const { pending, problem, submit, clear } = useSubmit(historyProblems);
  const [done, setDone] = useState<Done>();

  async function take(paths: readonly string[] | undefined) {
    await submit(async () => {
      const work = { workspace, member, since, until };
      const changes: ChangedView[] = [];
      if (paths === undefined) changes.push(...(await api.takeBack.mutate(work)));
      else
        for (const path of paths) changes.push(...(await api.takeBack.mutate({ ...work, path })));
      if (changes.length > 0) setDone(doneBy(changes));
      else showToast({ text: t.gone });
      await askAgain();
    });
  }

  async function undo() {
    if (!done) return;
    await submit(async () => {
      for (let at = 0; at < done.updates.length; at += most) {
        const updates = done.updates.slice(at, at + most);
        await api.takeBackUpdates.mutate({ workspace, updates });
      }
      setDone(undefined);
      await askAgain();
      showToast({ text: t.undone });
    });
  }

  return {
    pending,
    problem,
    done,
    take: (paths) => void take(paths),
    undo: () => void undo(),
    forget: useCallback(() => {
      setDone(undefined);
      clear();
    }, [clear]),
  };
}
