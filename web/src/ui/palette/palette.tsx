"use client";
/** A field over a list: type, go with the arrows, take with Enter. Nothing in it needs a mouse. */
import { Dialog as Radix } from "radix-ui";
import { Fragment, useId, useState, type KeyboardEvent } from "react";
import { cx } from "../cx";
import { dialogShade } from "../dialog/surface";
import { Icon } from "../icons/icon";
import { Keys } from "../kbd";
import { Highlight } from "./highlight";

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly detail?: string | undefined;
  readonly keys?: string | undefined;
  /** Indices of the code points of `label` that matched. */
  readonly positions?: readonly number[];
}

export interface PaletteProps<Item extends PaletteItem> {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  /** An example of what can be typed. */
  readonly example: string;
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  readonly items: readonly Item[];
  /** What to say while there is nothing. */
  readonly nothing: string;
  readonly onChoose: (item: Item) => void;
  /** The palette is gone: whoever had the focus may have it again. */
  readonly onFocusBack?: () => void;
}

const mostShown = 60;

export function Palette<Item extends PaletteItem>(props: PaletteProps<Item>) {
  const {
    open,
    onOpenChange,
    label,
    example,
    query,
    onQueryChange,
    nothing,
    onChoose,
    onFocusBack,
  } = props;
  const list = useId();
  const [chosen, setChosen] = useState(0);
  const items = props.items.slice(0, mostShown);
  const at = Math.min(chosen, Math.max(items.length - 1, 0));

  function choose(index: number) {
    const item = items[index];
    if (item === undefined) return;
    onOpenChange(false);
    onChoose(item);
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      const last = Math.max(items.length - 1, 0);
      const wraps = event.key.startsWith("Arrow");
      const to = next < 0 ? (wraps ? last : 0) : next > last ? (wraps ? 0 : last) : next;
      setChosen(to);
      document.getElementById(`${list}-${to}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(at);
    }
  }

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogShade} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            // There is no button that opened it, so nothing would get the focus back.
            event.preventDefault();
            onFocusBack?.();
          }}
          className="fixed inset-x-2 top-2 z-30 mx-auto flex max-h-3/4 max-w-150 animate-show flex-col overflow-hidden rounded-sheet bg-surface-raised shadow-float outline-none tablet:top-24"
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          <div className="flex flex-none items-center gap-2 border-b border-line px-4">
            <Icon name="search" className="text-ink-muted" />
            <input
              autoFocus
              role="combobox"
              aria-label={label}
              aria-expanded="true"
              aria-controls={list}
              aria-activedescendant={items.length > 0 ? `${list}-${at}` : undefined}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder={example}
              value={query}
              onChange={(event) => {
                setChosen(0);
                onQueryChange(event.target.value);
              }}
              onKeyDown={onKeyDown}
              className="min-h-12 min-w-0 flex-1 bg-transparent text-read outline-none"
            />
            <Keys chord="Esc" />
          </div>
          <div
            id={list}
            role="listbox"
            aria-label={label}
            className="min-h-0 flex-1 overflow-y-auto p-2"
          >
            {items.map((item, index) => (
              <Fragment key={item.id}>
                {item.group !== items[index - 1]?.group && (
                  <div
                    role="presentation"
                    className="px-2 pt-2 pb-1 text-small font-medium text-ink-faint"
                  >
                    {item.group}
                  </div>
                )}
                <div
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  onClick={() => choose(index)}
                  onPointerMove={() => setChosen(index)}
                  className={cx(
                    "flex min-h-7 items-center gap-3 rounded-control px-2 pointer-coarse:min-h-touch",
                    index === at && "bg-surface-active",
                  )}
                >
                  <span className="min-w-0 flex-none truncate">
                    <Highlight text={item.label} positions={item.positions} />
                  </span>
                  <span className="min-w-0 flex-1 truncate text-small text-ink-muted">
                    {item.detail}
                  </span>
                  {item.keys !== undefined && <Keys chord={item.keys} />}
                </div>
              </Fragment>
            ))}
          </div>
          <p role="status" className={items.length > 0 ? "sr-only" : "px-4 pb-4 text-ink-muted"}>
            {items.length > 0 ? "" : nothing}
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
