"use client";
/** Standing at one of many moments, and walking through them by oneself or by the clock. */
import { useCallback, useEffect, useState } from "react";

export const speeds = [1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

/** Milliseconds that a moment is shown at the slowest. */
const shownFor = 1_000;
/** Without motion a change is a cut: it is left standing long enough to be read. */
const shownForStill = 2_000;

export interface Player {
  readonly index: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly go: (index: number) => void;
  readonly step: (by: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

/** Begins at the last moment, and stays there as moments are added. */
export function usePlayer(count: number): Player {
  const [chosen, setChosen] = useState<number>();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const last = Math.max(0, count - 1);
  const index = Math.min(chosen ?? last, last);

  const go = useCallback((to: number) => {
    setPlaying(false);
    setChosen(Math.max(0, to));
  }, []);
  const step = useCallback(
    (by: number) => {
      const to = Math.min(Math.max(0, index + by), last);
      go(to);
    },
    [go, index, last],
  );
  const toggle = useCallback(() => {
    if (!playing && index === last) setChosen(0);
    setPlaying(!playing);
  }, [playing, index, last]);

  useEffect(() => {
    if (!playing) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setTimeout(
      () => {
        if (index >= last) setPlaying(false);
        else setChosen(index + 1);
      },
      (still ? shownForStill : shownFor) / speed,
    );
    return () => clearTimeout(timer);
  }, [playing, speed, index, last]);

  return { index, playing, speed, go, step, toggle, setSpeed };
}
