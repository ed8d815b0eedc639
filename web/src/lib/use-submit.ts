"use client";
/** One wish at a time: whether it is on its way, and how it was refused. */
import { useCallback, useRef, useState } from "react";
import type { Problem } from "./api/problem";
import { readWithWords, type LoadProblems } from "./problems/words";

export interface Submission {
  readonly pending: boolean;
  readonly problem: Problem | undefined;
  /** Runs the wish unless one is on its way; true when it was fulfilled. */
  readonly submit: (wish: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
}

/** `load` fetches the words of what may refuse the wish. */
export function useSubmit(load: LoadProblems): Submission {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = useCallback(
    async (wish: () => Promise<unknown>) => {
      if (busy.current) return false;
      busy.current = true;
      setPending(true);
      setProblem(undefined);
      try {
        await wish();
        return true;
      } catch (error) {
        setProblem(await readWithWords(error, load));
        return false;
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [load],
  );
  return { pending, problem, submit, clear: useCallback(() => setProblem(undefined), []) };
}
