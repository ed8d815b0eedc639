/** Where each key leads in a tree that is drawn as flat rows: the WAI-ARIA tree view's keys. */

export interface TreeItem {
  readonly id: string;
  /** 0 for the top. */
  readonly level: number;
  readonly label: string;
  /** Whether a folder is open; undefined for a leaf. */
  readonly open?: boolean | undefined;
}

export type TreeMove =
  | { readonly kind: "focus"; readonly id: string }
  | { readonly kind: "open"; readonly id: string }
  | { readonly kind: "close"; readonly id: string }
  | { readonly kind: "choose"; readonly id: string };

function parentOf(items: readonly TreeItem[], index: number): TreeItem | undefined {
  const level = items[index]?.level ?? 0;
  return items.slice(0, index).findLast((item) => item.level < level);
}

/** The next item, wrapping round, whose label begins with what was typed. */
function byLetter(items: readonly TreeItem[], index: number, letter: string): TreeItem | undefined {
  const wanted = letter.toLocaleLowerCase();
  const rotated = [...items.slice(index + 1), ...items.slice(0, index + 1)];
  return rotated.find((item) => item.label.toLocaleLowerCase().startsWith(wanted));
}

/** What a key asks for, or nothing. `current` is the id of the focused row. */
export function moveInTree(
  items: readonly TreeItem[],
  current: string | undefined,
  key: string,
): TreeMove | undefined {
  const index = Math.max(
    items.findIndex((item) => item.id === current),
    0,
  );
  const item = items[index];
  if (item === undefined) return undefined;
  const focus = (target: TreeItem | undefined): TreeMove | undefined =>
    target && { kind: "focus", id: target.id };
  switch (key) {
    case "ArrowDown":
      return focus(items[index + 1]);
    case "ArrowUp":
      return focus(items[index - 1]);
    case "Home":
      return focus(items[0]);
    case "End":
      return focus(items.at(-1));
    case "ArrowRight": {
      if (item.open === undefined) return undefined;
      if (!item.open) return { kind: "open", id: item.id };
      const child = items[index + 1];
      return child && child.level > item.level ? focus(child) : undefined;
    }
    case "ArrowLeft":
      if (item.open === true) return { kind: "close", id: item.id };
      return focus(parentOf(items, index));
    case "Enter":
    case " ":
      return { kind: "choose", id: item.id };
    default:
      return [...key].length === 1 ? focus(byLetter(items, index, key)) : undefined;
  }
}
