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

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td
      className={cx("border-b border-line py-3 pe-3 align-middle last:pe-0", className)}
      {...rest}
    />
  );
}
