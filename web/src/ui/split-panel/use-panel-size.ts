"use client";
/** A panel's size, remembered on this device under a name of its own. */
import { useCallback, useSyncExternalStore } from "react";
import { clampSize, type PanelLimits } from "./size";

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// A browser may refuse storage altogether; a panel then simply forgets.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, size: number) {
  try {
    localStorage.setItem(key, String(size));
  } catch {
    // nothing to do: the size holds until the page is left
  }
}

/** `name` says whose and where, as in `<member>/<workspace>/side`. */
export function usePanelSize(
  name: string,
  limits: PanelLimits,
): readonly [number, (size: number) => void] {
  const key = `sala.panel.${name}`;
  const stored = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const set = useCallback(
    (size: number) => {
      write(key, size);
      listeners.forEach((listener) => listener());
    },
    [key],
  );
  return [stored === null ? limits.initial : clampSize(Number(stored), limits), set];
}
