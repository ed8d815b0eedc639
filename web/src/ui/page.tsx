/** A page where people read: wide margins, a title, and an end where its content ends. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The one thing to do here, beside the title. */
  readonly action?: ReactNode;
  readonly width?: "reading" | "wide";
  readonly children: ReactNode;
}

const widths = { reading: "max-w-180", wide: "max-w-292" } as const;

export function Page({ title, lead, action, width = "wide", children }: PageProps) {
  return (
    <div className={cx("mx-auto w-full px-4 pt-6 pb-12 tablet:px-8 tablet:pt-11", widths[width])}>
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-title tracking-title">{title}</h1>
          {lead !== undefined && (
            <p className="mt-1 max-w-prose text-pretty text-ink-muted">{lead}</p>
          )}
        </div>
        {action}
      </div>
      <div>{children}</div>
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Set off by a line and space, or by space alone where a line is there already. */
  readonly parted?: "line" | "space";
  readonly children: ReactNode;
}

/** A part of a page under a title of its own. */
export function Section({ title, lead, parted = "line", children }: SectionProps) {
  return (
    <section
      className={cx(
        "mt-10 first:mt-0 first:border-0 first:pt-0",
        parted === "line" && "border-t border-line pt-6",
      )}
    >
      <h2 className="text-ui">{title}</h2>
      {lead !== undefined && <p className="mt-1 max-w-prose text-pretty text-ink-muted">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
