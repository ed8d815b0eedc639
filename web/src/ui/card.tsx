/** A thing that can be accepted, refused or moved: a border on raised ground, never for layout. */
import type { ComponentProps } from "react";
import { cx } from "./cx";

export function Card({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      className={cx("overflow-hidden rounded-card border border-line bg-surface-raised", className)}
      {...rest}
    />
  );
}
