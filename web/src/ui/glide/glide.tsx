"use client";
/**
 * A list whose items glide to their new places, so that one sees what came, left or rose.
 *
 * Items carry `data-glide`, an id of their own. Whoever asked for less motion sees them in place at
 * once. The code that moves them is fetched after the page; what moves before it is there just moves.
 */
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { findMoves, type Places } from "./moves";
import type { play as Play } from "./play";

export interface GlideRowsProps {
  readonly children: ReactNode;
}

function items(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(":scope > [data-glide]")];
}

function placesOf(list: HTMLElement): Places {
  return new Map(items(list).map((item) => [item.dataset.glide ?? "", item.offsetTop]));
}

function wantsStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The body of a table, its rows gliding. */
export function GlideRows({ children }: GlideRowsProps) {
  const list = useRef<HTMLTableSectionElement>(null);
  const places = useRef<Places>(undefined);
  const play = useRef<typeof Play>(undefined);
  useEffect(() => {
    if (!wantsStillness()) void import("./play").then((module) => (play.current = module.play));
  }, []);
  useLayoutEffect(() => {
    if (list.current === null) return;
    const moves = findMoves(places.current, placesOf(list.current));
    places.current = placesOf(list.current);
    if (moves.length === 0 || wantsStillness()) return;
    const found = new Map(items(list.current).map((item) => [item.dataset.glide, item]));
    for (const move of moves) {
      const item = found.get(move.id);
      if (item !== undefined) play.current?.(item, move);
    }
  });
  return <tbody ref={list}>{children}</tbody>;
}
