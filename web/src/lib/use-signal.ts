"use client";
/** Signals in React: read one, or make one that follows a value. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { Signal, type Watchable } from "./signal";

/** Renders again when the value becomes another one. */
export function useSignal<T>(signal: Watchable<T>): T {
  return useSyncExternalStore(signal.watch, signal.get, signal.get);
}

/** A signal of a value that React owns, for what lives outside of React. */
export function useSignalOf<T>(value: T): Signal<T> {
  const [signal] = useState(() => new Signal(value));
  useEffect(() => signal.set(value), [signal, value]);
  return signal;
}
