/** A word about a state. Freshness is the edge, solid or dashed; colour never stands alone. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export type TagTone = "quiet" | "ok" | "warn" | "danger" | "info" | "stale";

const tones: Readonly<Record<TagTone, string>> = {
  quiet: "bg-surface-active text-ink-muted",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
  info: "bg-info-soft text-info",
  stale: "text-ink-muted outline outline-dashed -outline-offset-1 outline-line-strong",
};

export interface TagProps {
  readonly tone?: TagTone;
  readonly children: ReactNode;
}

export function Tag({ tone = "quiet", children }: TagProps) {
  return (
    <span
      className={cx(
        "inline-flex min-h-4.5 flex-none items-center gap-1 rounded-mark px-1.5 text-micro font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
