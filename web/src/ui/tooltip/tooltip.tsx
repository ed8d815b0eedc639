"use client";
/** A tooltip repeats a label for the eye; nothing is known only from it. Its code comes when it is shown. */
import { useCallback, useEffect, useRef, useState, type FocusEvent, type ReactNode } from "react";
import { lazily } from "@/lib/lazily";

const Bubble = lazily(() => import("./bubble").then((module) => module.Bubble));

export interface TooltipProps {
  readonly label: string;
  readonly keys?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** The one control that the tooltip names. */
  readonly children: ReactNode;
}

const rest = 500;
const grace = 120; // long enough for the pointer to reach the tooltip itself

export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  const [shown, setShown] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const soon = useCallback((next: boolean, milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(next), milliseconds);
  }, []);
  const hide = useCallback(() => soon(false, 0), [soon]);

  function onFocus(event: FocusEvent) {
    // Focus by keyboard only: a press has its answer already.
    if (event.target.matches(":focus-visible")) soon(true, 0);
  }

  return (
    <span
      className="relative inline-flex flex-none"
      onPointerEnter={(event) => event.pointerType === "mouse" && soon(true, rest)}
      onPointerLeave={() => soon(false, grace)}
      onPointerDown={hide}
      onFocus={onFocus}
      onBlur={hide}
    >
      {children}
      {shown && <Bubble label={label} keys={keys} side={side} onHide={hide} />}
    </span>
  );
}
