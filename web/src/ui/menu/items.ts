/** What a menu offers, told apart from how a menu is opened. */

export interface MenuAction {
  readonly kind?: "action";
  readonly id: string;
  readonly label: string;
  /** The keys that do the same, as in "Ctrl B". */
  readonly keys?: string;
  readonly tone?: "danger";
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export interface MenuChoice {
  readonly kind: "choice";
  readonly id: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly onSelect: () => void;
}

export interface MenuLink {
  readonly kind: "link";
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

export interface MenuLine {
  readonly kind: "line";
  readonly id: string;
}

export type MenuItem = MenuAction | MenuChoice | MenuLink | MenuLine;

/** More rows than this are filtered first. */
export const mostRows = 9;

export function needsFilter(items: readonly MenuItem[]): boolean {
  return items.filter((item) => item.kind !== "line").length > mostRows;
}

/** The items whose label holds the text; lines are dropped as soon as something is looked for. */
export function filterItems(items: readonly MenuItem[], text: string): readonly MenuItem[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return items;
  return items.filter(
    (item) => item.kind !== "line" && item.label.toLocaleLowerCase().includes(wanted),
  );
}
