/** One sentence above a text, and at most a few words to do about it. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface QuietBarProps {
  readonly tone?: "quiet" | "warn" | "danger";
  /** Buttons, at the end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const tones = {
  quiet: "bg-surface-sunken text-ink-muted",
  warn: "bg-warn-soft text-ink",
  danger: "bg-danger-soft text-ink",
} as const;

export function QuietBar({ tone = "quiet", actions, children }: QuietBarProps) {
  return (
    <div
      role={tone === "quiet" ? "note" : "alert"}
      className={cx(
        "flex min-h-bar flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1 text-small tablet:px-5",
        tones[tone],
      )}
    >
      <span className="min-w-0 flex-1 basis-full text-pretty tablet:basis-0">{children}</span>
      {actions !== undefined && <span className="flex flex-wrap gap-1">{actions}</span>}
    </div>
  );
}
