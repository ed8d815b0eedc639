/** How wide a panel may be, and where a drag or a key takes it. All in CSS pixels at a 16 px root. */

export interface PanelLimits {
  readonly smallest: number;
  readonly initial: number;
  readonly largest: number;
}

/** The edge of the panel where its handle is. */
export type PanelEdge = "start" | "end" | "top";

export function clampSize(size: number, { smallest, initial, largest }: PanelLimits): number {
  return Number.isFinite(size) ? Math.round(Math.min(Math.max(size, smallest), largest)) : initial;
}

/** The size after a pointer moved by (`x`, `y`) from where the size was `from`. */
export function draggedSize(
  from: number,
  x: number,
  y: number,
  edge: PanelEdge,
  limits: PanelLimits,
): number {
  const moved = { start: -x, end: x, top: -y }[edge];
  return clampSize(from + moved, limits);
}

/** The size after a key, or nothing when the key is not the handle's. */
export function keyedSize(
  size: number,
  key: string,
  edge: PanelEdge,
  limits: PanelLimits,
): number | undefined {
  const step = 16;
  const grow = { start: "ArrowLeft", end: "ArrowRight", top: "ArrowUp" }[edge];
  const shrink = { start: "ArrowRight", end: "ArrowLeft", top: "ArrowDown" }[edge];
  switch (key) {
    case grow:
      return clampSize(size + step, limits);
    case shrink:
      return clampSize(size - step, limits);
    case "Home":
      return limits.smallest;
    case "End":
      return limits.largest;
    case "Enter":
      return limits.initial;
    default:
      return undefined;
  }
}
