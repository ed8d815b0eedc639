"use client";
/** A menu that a button opens. Past nine rows a filter field comes first. */
import { DropdownMenu as Radix } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "../cx";
import { fieldBox } from "../field";
import { uiMessages } from "../messages";
import { filterItems, needsFilter, type MenuItem } from "./items";
import { menuSurface, Rows } from "./rows";

export interface MenuProps {
  /** The one button that opens it. */
  readonly children: ReactNode;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "center" | "end";
  /** Above the rows: a line of words, such as who is signed in. */
  readonly head?: ReactNode;
}

// The menu reads letters as a search of its own; the field keeps them, save the keys that leave it.
function keepLetters(event: KeyboardEvent) {
  if (!["Escape", "Tab", "ArrowDown", "ArrowUp"].includes(event.key)) event.stopPropagation();
}

export function Menu({ children, items, align = "start", head }: MenuProps) {
  const t = useMessages(uiMessages);
  const [text, setText] = useState("");
  const filtered = needsFilter(items);
  return (
    <Radix.Root onOpenChange={() => setText("")}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={menuSurface}>
          {head !== undefined && (
            <div className="border-b border-line px-2 pt-1 pb-2 mb-1">{head}</div>
          )}
          {filtered && (
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
