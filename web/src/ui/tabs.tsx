"use client";
/** A view switch: words in a row, the chosen one filled, and the view it shows. */
import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { cx } from "./cx";
import { rove } from "./roving";

export interface TabView {
  readonly value: string;
  readonly label: string;
  /** A number that says how much is behind the word. */
  readonly count?: number;
  readonly view: ReactNode;
  /** `always`: the view lives on while another is shown, and keeps what was done in it. */
  readonly mounted?: "when-chosen" | "always";
}

export interface TabsProps {
  /** What is switched, for screen readers. */
  readonly label: string;
  readonly views: readonly TabView[];
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  /** At the end of the row of words. */
  readonly end?: ReactNode;
  /** `wide`: on a phone something else switches, and the words are not shown. */
  readonly words?: "everywhere" | "wide";
  /** `edge` in a panel that has no margin of its own, `flush` where the page around has one. */
  readonly margin?: "edge" | "flush";
  readonly className?: string;
}

/** The look of one word in a switch, shared with the links of the top bar. */
export const tabWord =
  "inline-flex min-h-6 flex-none items-center gap-1.25 rounded-control px-2 text-small font-medium whitespace-nowrap " +
  "-outline-offset-2 text-ink-muted no-underline hover:text-ink aria-[current=page]:bg-surface-active aria-[current=page]:text-ink " +
  "aria-selected:bg-surface-active aria-selected:text-ink pointer-coarse:min-h-touch";

export function Tabs(props: TabsProps) {
  const {
    label,
    views,
    value,
    onValueChange,
    end,
    words = "everywhere",
    margin = "edge",
    className,
  } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  // Arrows move, Enter and Space choose: a view may be dear to draw.
  function onKeyDown(event: KeyboardEvent, index: number) {
    const next = rove(views.length, index, event.key);
    if (next === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  }

  return (
    <div className={cx("flex min-h-0 flex-1 flex-col", className)}>
      <div
        className={cx(
          "flex min-h-bar flex-none items-center gap-0.5",
          margin === "edge" ? "ps-2 pe-1.5" : "mb-3",
          words === "wide" && "max-tablet:hidden",
        )}
      >
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto p-px"
        >
          {views.map((view, index) => (
            <button
              key={view.value}
              id={`${id}-${view.value}-tab`}
              type="button"
              role="tab"
              aria-selected={view.value === value}
              aria-controls={`${id}-${view.value}`}
              tabIndex={view.value === value ? 0 : -1}
              onClick={() => onValueChange(view.value)}
              onKeyDown={(event) => onKeyDown(event, index)}
              className={tabWord}
            >
              {view.label}
              {view.count !== undefined && (
                <span className="font-normal text-ink-muted tabular-nums">{view.count}</span>
              )}
            </button>
          ))}
        </div>
        {end}
      </div>
      {views.map((view) => (
        <div
          key={view.value}
          id={`${id}-${view.value}`}
          role="tabpanel"
          aria-labelledby={`${id}-${view.value}-tab`}
          hidden={view.value !== value}
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col outline-none"
        >
          {(view.value === value || view.mounted === "always") && view.view}
        </div>
      ))}
    </div>
  );
}
