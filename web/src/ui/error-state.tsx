/** What happened, what is safe and what to do; the code stands below, small, to copy. */
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icons/icon";

export interface ErrorStateProps {
  /** Empty while its words are on their way: then nothing is shown. */
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** A stable code or a request's id. */
  readonly code?: string | undefined;
  readonly className?: string;
}

export function ErrorState({ title, children, action, code, className }: ErrorStateProps) {
  if (title === "") return null;
  return (
    <div role="alert" className={cx("rounded-card bg-danger-soft p-4 text-ink", className)}>
      <p className="flex items-center gap-2 font-medium">
        <Icon name="warning" className="text-danger" />
        {title}
      </p>
      {children !== undefined && <div className="mt-1 ps-6 text-small text-pretty">{children}</div>}
      {action !== undefined && <div className="mt-3 ps-6">{action}</div>}
      {code !== undefined && (
        <p className="mt-2 ps-6">
          <code className="text-micro text-ink-muted select-all">{code}</code>
        </p>
      )}
    </div>
  );
}
