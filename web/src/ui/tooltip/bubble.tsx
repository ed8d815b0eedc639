"use client";
/** The tooltip itself, placed beside the control it stands over. One at a time is shown. */
import { Portal } from "radix-ui";
// Not Radix's own tooltip: that keeps Escape to itself, and a dialog it stands over would stay open.
import { Popper } from "radix-ui/internal";
import { useEffect } from "react";
import { Keys } from "../kbd";

export interface BubbleProps {
  readonly label: string;
  readonly keys: string | undefined;
  readonly side: "top" | "right" | "bottom" | "left";
  /** Memoise it. */
  readonly onHide: () => void;
}

let hideShown: (() => void) | undefined;

export function Bubble({ label, keys, side, onHide }: BubbleProps) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key === "Escape") onHide();
    }
    hideShown?.();
    hideShown = onHide;
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKeyDown, { capture: true });
      if (hideShown === onHide) hideShown = undefined;
    };
  }, [onHide]);
  return (
    <Popper.Root>
      <Popper.Anchor asChild>
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </Popper.Anchor>
      <Portal.Root>
        <Popper.Content
          role="tooltip"
          side={side}
          sideOffset={4}
          collisionPadding={8}
          hideWhenDetached
          className="z-40 flex max-w-80 animate-show items-center gap-2 rounded-control bg-surface-raised px-2 py-1 text-small text-ink shadow-float"
        >
          {label}
          {keys !== undefined && <Keys chord={keys} />}
        </Popper.Content>
      </Portal.Root>
    </Popper.Root>
  );
}
