"use client";
/** The drill as the server knows it: asked for at once, every second while it runs, and begun. */
import { useCallback, useEffect, useState } from "react";
import type { DrillView } from "@/contracts/collab";
import { loadApi } from "@/lib/api/load";
import type { Problem } from "@/lib/api/problem";
import { newId } from "@/lib/id";
import { readWithWords } from "@/lib/problems/words";
import { useSubmit } from "@/lib/use-submit";
import { drillProblems } from "./problems";

const pause = 1_000;

interface Known {
  readonly drill?: DrillView;
  readonly problem?: Problem;
}

export interface DrillState {
  /** Undefined until the server has said it. */
  readonly drill: DrillView | undefined;
  /** Why the last question or wish was not answered. */
  readonly problem: Problem | undefined;
  readonly start: () => void;
}

export function useDrill(): DrillState {
  const [{ drill, problem }, setKnown] = useState<Known>({});
  const [refusals, setRefusals] = useState(0);
  const { submit, pending, problem: refusal } = useSubmit(drillProblems);
  const running = drill?.state === "running";

  useEffect(() => {
    let left = false;
    async function ask() {
      const api = await loadApi();
      const said = await api.collab.getDrill.query().then(
        (answer): Known => ({ drill: answer }),
        async (error: unknown): Promise<Known> => ({
          problem: await readWithWords(error, drillProblems),
        }),
      );
      // What was known stays: a server that is silent for a moment has not forgotten it.
      if (!left) setKnown((before) => ({ drill: before.drill, ...said }));
    }
    void ask();
    const timer = running ? setInterval(() => void ask(), pause) : undefined;
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [running, refusals]);

  const start = useCallback(() => {
    if (running || pending) return;
    void submit(async () => {
      const begun = await (await loadApi()).collab.startDrill.mutate({ drill: newId() });
      setKnown({ drill: begun });
    }).then((done) => {
      // Somebody else's may be running: ask again.
      if (!done) setRefusals((count) => count + 1);
    });
  }, [running, pending, submit]);

  return { drill, problem: refusal ?? problem, start };
}
