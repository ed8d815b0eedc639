"use client";
/** The rows of an open menu. */
import { DropdownMenu as Radix } from "radix-ui";
import { cx } from "../cx";
import { Icon } from "../icons/icon";
import { Keys } from "../kbd";
import type { MenuItem } from "./items";

export interface RowsProps {
  readonly items: readonly MenuItem[];
}

export const menuSurface =
  "z-40 min-w-44 max-w-80 max-h-(--radix-popper-available-height) animate-show overflow-y-auto rounded-card bg-surface-raised p-1 shadow-float";

const row =
  "relative flex min-h-row items-center gap-2 rounded-control px-2 text-ui text-ink no-underline outline-none select-none " +
  "data-highlighted:bg-surface-active data-disabled:text-ink-faint forced-colors:data-highlighted:outline";

export function Rows({ items }: RowsProps) {
  return items.map((item) => {
    switch (item.kind) {
      case "line":
        return <Radix.Separator key={item.id} className="mx-2 my-1 h-px bg-line" />;
      case "link":
        return (
          <Radix.Item key={item.id} asChild className={row}>
            <a href={item.href}>{item.label}</a>
          </Radix.Item>
        );
      case "choice":
        return (
          <Radix.CheckboxItem
            key={item.id}
            checked={item.chosen}
            onSelect={item.onSelect}
            className={row}
          >
            <span className="w-3 flex-none text-ink-muted">
              {item.chosen && <Icon name="check" size="small" />}
            </span>
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
          </Radix.CheckboxItem>
        );
      default:
        return (
          <Radix.Item
            key={item.id}
            disabled={item.disabled}
            onSelect={item.onSelect}
            className={cx(row, item.tone === "danger" && "text-danger")}
          >
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            {item.keys !== undefined && <Keys chord={item.keys} />}
          </Radix.Item>
        );
    }
  });
}
