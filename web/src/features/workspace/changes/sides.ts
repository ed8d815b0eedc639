/** A hunk as two texts, before and after, so that each can be read as code; and back again. Pure. */
import type { LineView } from "@/contracts/workspace";

export interface Sides {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

export function sidesOf(lines: readonly LineView[]): Sides {
  return {
    old: lines.filter(({ sign }) => sign !== "+").map(({ text }) => text),
    new: lines.filter(({ sign }) => sign !== "-").map(({ text }) => text),
  };
}

/** Gives each line of a hunk what was found for it on its own side. */
export function fromSides<Found>(
  lines: readonly LineView[],
  old: readonly Found[],
  next: readonly Found[],
): readonly (Found | undefined)[] {
  let [left, right] = [0, 0];
  return lines.map(({ sign }) => {
    const found = sign === "-" ? old[left] : next[right];
    if (sign !== "+") left += 1;
    if (sign !== "-") right += 1;
    return found;
  });
}
