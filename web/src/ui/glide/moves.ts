/** What moved in a list between two drawings of it. */

/** Where each item stands, in pixels from the top of the list. */
export type Places = ReadonlyMap<string, number>;

export interface Move {
  readonly id: string;
  /** How far above (less than zero) or below its new place it stood. Zero for an item that is new. */
  readonly from: number;
  readonly kind: "moved" | "new";
}

/** Items that stand elsewhere now, and items that were not there; nothing for the first drawing. */
export function findMoves(before: Places | undefined, after: Places): readonly Move[] {
  if (before === undefined) return [];
  return [...after].flatMap(([id, top]): Move[] => {
    const old = before.get(id);
    if (old === undefined) return [{ id, from: 0, kind: "new" }];
    return old === top ? [] : [{ id, from: old - top, kind: "moved" }];
  });
}
