"use client";
/** The open menu: at most nine rows, else a filter field comes first. */
import { DropdownMenu as Radix } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "../cx";
import { fieldBox } from "../field";
import { uiMessages } from "../messages";
import { filterItems, needsFilter, type MenuItem } from "./items";
import { menuSurface, Rows } from "./rows";

export interface MenuListProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly align: "start" | "center" | "end";
  readonly head: ReactNode;
  readonly onClose: () => void;
  /** Around the button that opened it: focus goes back there, and pressing it is its own business. */
  readonly button: RefObject<HTMLElement | null>;
}

// The menu reads letters as a search of its own; the field keeps them, save the keys that leave it.
function keepLetters(event: KeyboardEvent) {
  if (!["Escape", "Tab", "ArrowDown", "ArrowUp"].includes(event.key)) event.stopPropagation();
}

export function MenuList({ label, items, align, head, button, onClose }: MenuListProps) {
  const t = useMessages(uiMessages);
  const [text, setText] = useState("");
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        {/* Stands over the button, so that the menu is placed beside it. */}
        <span aria-hidden="true" tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            button.current?.querySelector("button")?.focus();
          }}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && button.current?.contains(event.target))
              event.preventDefault();
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
              onKeyDown={keepLetters}
              className={cx(fieldBox, "mb-1 min-h-control px-2 text-ui")}
            />
          )}
          <Rows primitives={Radix} items={filterItems(items, text)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
