"use client";
/** Reads a signal in React: renders again when the value becomes another one. */
import { useSyncExternalStore } from "react";
import type { Watchable } from "./signal";

export function useSignal<T>(signal: Watchable<T>): T {
  return useSyncExternalStore(signal.watch, signal.get, signal.get);
}
