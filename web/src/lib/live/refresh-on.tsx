"use client";
/** Asks the server for the page again when a fact it shows has changed. */
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import type { LiveEvent } from "@/contracts/events";
import { useLive } from "./live";

export interface RefreshOnProps {
  /** The context whose facts the page shows, as in `workspace`. */
  readonly context: string;
}

export function RefreshOn({ context }: RefreshOnProps) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const refresh = useCallback(() => {
    // An import makes many facts; one answer serves them all.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), 150);
  }, [router]);
  const onFact = useCallback(
    (fact: LiveEvent) => {
      if (fact.type.startsWith(`${context}.`)) refresh();
    },
    [context, refresh],
  );
  useLive(onFact, refresh);
  return null;
}
