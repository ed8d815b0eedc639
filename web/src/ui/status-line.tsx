/** The line at the foot: what is saved, first and always, then where one is. */
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icons/icon";

/** What is true of the work: acknowledged, on its way, kept here, or refused. */
export type SaveState = "saved" | "saving" | "offline" | "failed";

export interface StatusLineProps {
  /** "Status", for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
  /** At the far end. */
  readonly end?: ReactNode;
  readonly className?: string;
}

export function StatusLine({ label, children, end, className }: StatusLineProps) {
  return (
    <footer
      aria-label={label}
      className={cx(
        "flex min-h-bar-status flex-none items-center gap-4.5 overflow-hidden border-t border-line bg-surface-sunken px-3.5 text-small whitespace-nowrap text-ink-muted",
        className,
      )}
    >
      {children}
      {end !== undefined && (
        <div className="ms-auto flex items-center gap-4.5 tabular-nums">{end}</div>
      )}
    </footer>
  );
}

export interface SavedProps {
  readonly state: SaveState;
  /** In words: "Saved", "Saving 2 edits", "Offline, 14 edits kept on this device". */
  readonly children: ReactNode;
}

export function Saved({ state, children }: SavedProps) {
  return (
    // Said aloud only when something is wrong: "Saved" after every pause in typing is noise.
    <span
      role="status"
      aria-live={state === "saved" || state === "saving" ? "off" : "polite"}
      className="inline-flex items-center gap-1.5 text-ink"
    >
      {state === "saved" && <Icon name="check" size="status" className="text-ok" />}
      {state === "saving" && <Icon name="arrow-up" size="status" className="text-ink-muted" />}
      {state === "offline" && <Icon name="offline" size="status" className="text-warn" />}
      {state === "failed" && <Icon name="warning" size="status" className="text-danger" />}
      {children}
    </span>
  );
}
