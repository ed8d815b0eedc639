"use client";
/** Text that follows a signal without a render: for what changes with every key. */
import { useCallback } from "react";
import type { Watchable } from "./signal";

export interface LiveTextProps<T> {
  readonly signal: Watchable<T>;
  /** Memoise it, or define it outside: another one subscribes anew. */
  readonly say: (value: T) => string;
  readonly className?: string;
}

export function LiveText<T>({ signal, say, className }: LiveTextProps<T>) {
  const follow = useCallback(
    (element: HTMLElement) => {
      const write = () => {
        const text = say(signal.get());
        if (element.textContent !== text) element.textContent = text;
      };
      write();
      return signal.watch(write);
    },
    [signal, say],
  );
  return <span ref={follow} className={className} />;
}
