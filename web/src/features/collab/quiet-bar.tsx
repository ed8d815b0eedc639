/** One sentence above a text, and at most one thing to do about it. */
import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";

export interface QuietBarProps {
  readonly tone?: "quiet" | "warn" | "danger";
  readonly action?: string;
  readonly onAction?: () => void;
  readonly children: ReactNode;
}

const tones = {
  quiet: "bg-surface-sunken text-ink-muted",
  warn: "bg-warn-soft text-ink",
  danger: "bg-danger-soft text-ink",
} as const;

export function QuietBar({ tone = "quiet", action, onAction, children }: QuietBarProps) {
  return (
    <div
      role={tone === "quiet" ? "note" : "alert"}
      className={cx(
        "flex min-h-bar flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-5 py-1 text-small",
        tones[tone],
      )}
    >
      <span className="min-w-0 flex-1 text-pretty">{children}</span>
      {action !== undefined && (
        <Button size="mini" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
