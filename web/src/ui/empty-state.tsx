/** What a place is while nothing is in it, and what will appear or what to do. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do about it. */
  readonly action?: ReactNode;
  readonly className?: string;
}

export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cx("rounded-card bg-surface-sunken p-5 text-ink-muted", className)}>
      <p className="font-medium text-ink">{title}</p>
      {children !== undefined && <div className="mt-1 text-small text-pretty">{children}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
