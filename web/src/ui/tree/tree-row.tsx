/** One row of a tree: a chevron for folders, a name, who is there, and the letter of its change. */
import type { ComponentProps, ReactNode } from "react";
import { cx } from "../cx";
import { Icon } from "../icons/icon";

/** git's letter for a changed file. */
export type ChangeLetter = "M" | "A" | "D" | "R" | "U" | "?";

export interface TreeRowProps extends Omit<ComponentProps<"div">, "children"> {
  readonly label: ReactNode;
  /** 0 for the top. */
  readonly level: number;
  /** Whether a folder is open; undefined for a file. */
  readonly open?: boolean | undefined;
  /** The file in front. */
  readonly current?: boolean;
  /** Quiet: ignored by git, or a folder of Sala's own. */
  readonly dim?: boolean;
  readonly change?: ChangeLetter | undefined;
  /** The letter in words, for the tooltip and for screen readers. */
  readonly changeLabel?: string | undefined;
  /** Who is there, as dots. */
  readonly people?: ReactNode;
}

const changeTones: Readonly<Record<ChangeLetter, string>> = {
  M: "text-warn",
  A: "text-ok",
  D: "text-danger",
  R: "text-info",
  U: "text-danger",
  "?": "text-ok",
};

// Literal classes, since the style sheet is made from what is written: 14 px a level, 12 levels.
const indents = [
  "ps-1.5",
  "ps-5",
  "ps-8.5",
  "ps-12",
  "ps-15.5",
  "ps-19",
  "ps-22.5",
  "ps-26",
  "ps-29.5",
  "ps-33",
  "ps-36.5",
  "ps-40",
] as const;
const guides = [
  "start-2.75",
  "start-6.25",
  "start-9.75",
  "start-13.25",
  "start-16.75",
  "start-20.25",
  "start-23.75",
  "start-27.25",
  "start-30.75",
  "start-34.25",
  "start-37.75",
] as const;

export function TreeRow(props: TreeRowProps) {
  const {
    label,
    level,
    open,
    current = false,
    dim = false,
    change,
    changeLabel,
    people,
    className,
    ...rest
  } = props;
  const depth = Math.min(level, indents.length - 1);
  return (
    <div
      role="treeitem"
      aria-level={level + 1}
      aria-expanded={open}
      aria-selected={current}
      className={cx(
        "relative flex min-h-row items-center gap-1.5 rounded-control pe-2 whitespace-nowrap select-none -outline-offset-2",
        indents[depth],
        current ? "bg-surface-active font-medium" : "hover:bg-surface-hover",
        dim && "text-ink-faint",
        className,
      )}
      {...rest}
    >
      {guides.slice(0, depth).map((guide) => (
        <span
          key={guide}
          aria-hidden="true"
          className={cx("absolute inset-y-0 w-px bg-line", guide)}
        />
      ))}
      {open === undefined ? (
        <span className="w-2.75 flex-none" />
      ) : (
        <Icon
          name={open ? "chevron-down" : "chevron-right"}
          size="small"
          className="-ms-px text-ink-faint"
        />
      )}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {people}
      {change !== undefined && (
        <span
          title={changeLabel}
          className={cx(
            "w-2.25 flex-none text-center font-mono text-micro font-medium",
            changeTones[change],
          )}
        >
          <span aria-hidden="true">{change}</span>
          <span className="sr-only">{changeLabel}</span>
        </span>
      )}
    </div>
  );
}
