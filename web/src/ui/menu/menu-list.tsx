"use client";
/** The open menu: at most nine rows, else a filter field comes first. */
import { DropdownMenu as Radix } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "../cx";
import { fieldBox } from "../field";
import { uiMessages } from "../messages";
import { filterItems, needsFilter, type MenuItem } from "./items";
import { menuSurface, Rows } from "./rows";

export interface MenuListProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where on the page it opens; without it, at the button it stands in. */
  readonly at?: { readonly x: number; readonly y: number };
  readonly align?: "start" | "center" | "end";
  readonly head?: ReactNode;
  readonly onClose: () => void;
  readonly onFocusBack: () => void;
  /** A press there is no press outside: the button answers it itself. */
  readonly isOwn?: (target: Node) => boolean;
}

/** Letters stay in the field, though the menu would search by them; the arrow leads to the rows. */
function onFilterKey(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key === "Escape" || event.key === "Tab") return;
  event.stopPropagation();
  if (event.key !== "ArrowDown" && event.key !== "Enter") return;
  event.preventDefault();
  const row = event.currentTarget.parentElement?.querySelector<HTMLElement>("[role^=menuitem]");
  if (event.key === "Enter") row?.click();
  else row?.focus();
}

export function MenuList(props: MenuListProps) {
  const { label, items, at, align = "start", head, onClose, onFocusBack, isOwn } = props;
  const t = useMessages(uiMessages);
  const [text, setText] = useState("");
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        {/* Stands where the menu is placed: over the button, or under the pointer. */}
        <span
          aria-hidden="true"
          tabIndex={-1}
          style={at && { left: at.x, top: at.y }}
          className={cx("pointer-events-none", at ? "fixed size-0" : "absolute inset-0")}
        />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          sideOffset={at ? 0 : 4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have taken the focus, as a field for a new name does.
            if (document.activeElement === document.body) onFocusBack();
          }}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && isOwn?.(event.target)) event.preventDefault();
          }}
          className={menuSurface}
        >
          {head !== undefined && (
            <div className="mb-1 border-b border-line px-2 pt-1 pb-2">{head}</div>
          )}
          {needsFilter(items) && (
            <input
              autoFocus
              aria-label={t.filter}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onFilterKey}
              className={cx(fieldBox, "mb-1 min-h-control px-2 text-ui")}
            />
          )}
          <Rows items={filterItems(items, text)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
