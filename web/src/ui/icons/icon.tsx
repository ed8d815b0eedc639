/** One line icon in the colour of its text; decorative, since a word or a label stands beside it. */
import { cx } from "../cx";
import { iconPaths, type IconName } from "./paths";

export interface IconProps {
  readonly name: IconName;
  /** 16 beside interface text, 12 in rows and tabs, 13 in the status line, 20 under a thumb. */
  readonly size?: "small" | "status" | "middle" | "large";
  readonly className?: string;
}

const sizes = { small: "size-3", status: "size-3.25", middle: "size-4", large: "size-5" } as const;

export function Icon({ name, size = "middle", className }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx("block flex-none", sizes[size], className)}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
