"use client";
/** A panel at an edge of the page whose size a pointer or the arrow keys change, and which remembers it. */
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { cx } from "../cx";
import { draggedSize, keyedSize, type PanelEdge, type PanelLimits } from "./size";
import { usePanelSize } from "./use-panel-size";

export interface SplitPanelProps {
  /** Whose panel and where, as in `<member>/<workspace>/side`. */
  readonly name: string;
  /** What the handle resizes, for screen readers. */
  readonly label: string;
  /** The edge that has the handle: `end` for the side, `start` for the room, `top` for the low panel. */
  readonly edge: PanelEdge;
  readonly limits: PanelLimits;
  readonly className?: string;
  readonly children: ReactNode;
}

const handles: Readonly<Record<PanelEdge, string>> = {
  end: "inset-y-0 -end-1 w-2 cursor-col-resize after:inset-y-0 after:start-1 after:w-px",
  start: "inset-y-0 -start-1 w-2 cursor-col-resize after:inset-y-0 after:start-1 after:w-px",
  top: "inset-x-0 -top-1 h-2 cursor-row-resize after:inset-x-0 after:top-1 after:h-px",
};

export function SplitPanel({ name, label, edge, limits, className, children }: SplitPanelProps) {
  const [size, setSize] = usePanelSize(name, limits);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly size: number }>(null);
  const rem = `${size / 16}rem`;

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, size };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const from = drag.current;
    if (from === null) return;
    setSize(draggedSize(from.size, event.clientX - from.x, event.clientY - from.y, edge, limits));
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = keyedSize(size, event.key, edge, limits);
    if (next === undefined) return;
    event.preventDefault();
    setSize(next);
  }

  return (
    <div
      style={edge === "top" ? { height: rem } : { width: rem }}
      className={cx("relative flex flex-none flex-col", className)}
    >
      {children}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={edge === "top" ? "horizontal" : "vertical"}
        aria-valuenow={size}
        aria-valuemin={limits.smallest}
        aria-valuemax={limits.largest}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onDoubleClick={() => setSize(limits.initial)}
        onKeyDown={onKeyDown}
        className={cx(
          "absolute z-10 touch-none outline-none after:absolute after:transition-colors after:duration-(--time-touch)",
          "hover:after:bg-line-strong focus-visible:after:bg-focus",
          handles[edge],
        )}
      />
    </div>
  );
}
