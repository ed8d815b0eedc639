"use client";
/** The menu of the thing under the pointer, also by Shift F10 and by a long press. */
import { ContextMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import type { MenuItem } from "./items";
import { menuSurface, Rows } from "./rows";

export interface ContextMenuProps {
  /** The one element that has the menu. */
  readonly children: ReactNode;
  readonly items: readonly MenuItem[];
  readonly onOpenChange?: (open: boolean) => void;
}

export function ContextMenu({ children, items, onOpenChange }: ContextMenuProps) {
  return (
    <Radix.Root onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content collisionPadding={8} className={menuSurface}>
          <Rows primitives={Radix} items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
