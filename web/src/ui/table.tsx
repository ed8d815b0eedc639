/** A table where people read: quiet heads, a line under each row, and on a phone one thing a line. */
import type { ComponentProps } from "react";
import { cx } from "./cx";

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={cx("w-full border-collapse", className)} {...rest} />;
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cx(
        "border-b border-line pe-3 pb-2 text-small font-medium text-ink-faint last:pe-0",
        className,
      )}
      {...rest}
    />
  );
}

export interface CellProps extends ComponentProps<"td"> {
  /** `close` for lists that are looked up, `read` for lists that are read. */
  readonly spacing?: "read" | "close";
}

export function Cell({ spacing = "read", className, ...rest }: CellProps) {
  return (
    <td
      className={cx(
        "border-b border-line pe-3 align-middle last:pe-0",
        spacing === "read" ? "py-3" : "py-2",
        className,
      )}
      {...rest}
    />
  );
}
