"use client";
/** A square button that shows an icon and says its label to everyone: aloud, and in a tooltip. */
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Icon } from "./icons/icon";
import type { IconName } from "./icons/paths";
import { Tooltip } from "./tooltip/tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  readonly icon: IconName;
  readonly label: string;
  /** The keys that do the same, as in "Ctrl B". */
  readonly keys?: string;
}

export function IconButton({ icon, label, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        className={cx(
          "inline-grid size-control flex-none place-items-center rounded-control text-ink-muted",
          "transition-colors duration-(--time-touch) hover:bg-surface-hover hover:text-ink",
          "disabled:pointer-events-none disabled:opacity-50",
          "aria-pressed:bg-surface-active aria-pressed:text-ink",
          className,
        )}
        {...rest}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
