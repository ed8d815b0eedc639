"use client";
/** The tooltip itself, placed beside the control it stands over. */
import { Tooltip as Radix } from "radix-ui";
import { Keys } from "../kbd";

export interface BubbleProps {
  readonly label: string;
  readonly keys: string | undefined;
  readonly side: "top" | "right" | "bottom" | "left";
  readonly onHide: () => void;
}

export function Bubble({ label, keys, side, onHide }: BubbleProps) {
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(open) => !open && onHide()}>
        <Radix.Trigger asChild>
          <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={4}
            collisionPadding={8}
            className="z-40 flex max-w-80 animate-show items-center gap-2 rounded-control bg-surface-raised px-2 py-1 text-small text-ink shadow-float"
          >
            {label}
            {keys !== undefined && <Keys chord={keys} />}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
