/** The bar at the top: the mark, where one is, the rooms, and who is here. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface TopBarProps {
  readonly children: ReactNode;
  readonly className?: string;
}

export function TopBar({ children, className }: TopBarProps) {
  return (
    <header
      className={cx(
        "flex min-h-bar-top flex-none items-center gap-1 border-b border-line bg-surface-sunken px-3",
        className,
      )}
    >
      {children}
    </header>
  );
}

/** The look of a room's name in the bar; give the current one `aria-current="page"`. */
export const roomWord =
  "inline-flex min-h-control items-center rounded-control px-2.5 font-medium whitespace-nowrap text-ink-muted no-underline " +
  "hover:text-ink aria-[current=page]:bg-surface-active aria-[current=page]:text-ink";
