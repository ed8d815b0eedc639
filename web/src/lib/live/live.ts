"use client";
/** The page's own stream of facts, as hooks. */
import { useEffect, useSyncExternalStore } from "react";
import type { LiveEvent } from "@/contracts/events";
import { makeLiveStream, type LiveState } from "./stream";

const pageStream = makeLiveStream({
  open: (address) => new EventSource(address),
  later(run, milliseconds) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  onEnded: () => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`),
});

/** Hear every fact that the visitor may know; `onReset` fetches everything anew. Memoise both. */
export function useLive(onFact: (fact: LiveEvent) => void, onReset: () => void): void {
  useEffect(() => pageStream.hear({ onFact, onReset }), [onFact, onReset]);
}

/** Whether facts arrive now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(pageStream.watch, pageStream.state, () => "connecting" as const);
}
