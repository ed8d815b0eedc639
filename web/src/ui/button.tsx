/** The button: a verb with its object. `first` is saffron, and there is one of them in sight. */
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

/** How much a button asks for: the one next step, a plain choice, barely there, or beyond recall. */
export type ButtonTone = "first" | "plain" | "bare" | "danger";
/** 36 where people read, 28 where they work, 24 inside a card. */
export type ButtonSize = "large" | "control" | "mini";

const tones: Readonly<Record<ButtonTone, string>> = {
  first: "bg-accent text-accent-ink hover:bg-accent-hover",
  plain: "bg-surface-raised text-ink inset-ring inset-ring-line hover:bg-surface-hover",
  bare: "text-ink-muted hover:bg-surface-hover hover:text-ink",
  danger: "bg-danger text-danger-ink hover:opacity-90",
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  large: "min-h-control-large px-3.5 text-ui",
  control: "min-h-control px-2.5 text-ui",
  mini: "min-h-6 px-2 text-small pointer-coarse:min-h-8 pointer-coarse:px-3",
};

/** The classes of a button, for a link that looks like one. */
export function buttonClass(tone: ButtonTone = "plain", size: ButtonSize = "control"): string {
  return cx(
    "inline-flex flex-none items-center justify-center gap-1.5 rounded-control font-medium",
    "whitespace-nowrap no-underline transition-colors duration-(--time-touch) select-none",
    "disabled:pointer-events-none disabled:text-ink-faint disabled:bg-surface-active",
    "aria-disabled:text-ink-faint aria-disabled:bg-surface-active",
    tones[tone],
    sizes[size],
  );
}

export interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly children: ReactNode;
}

export function Button({ tone, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={cx(buttonClass(tone, size), className)} {...rest} />;
}
