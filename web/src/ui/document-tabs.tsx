"use client";
/** The open documents in a row; a saffron line marks the one in front. Nothing here is "unsaved". */
import { useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useMessages } from "@/lib/i18n/client";
import { cx } from "./cx";
import { Icon } from "./icons/icon";
import { uiMessages } from "./messages";
import { rove } from "./roving";

export interface DocumentTab {
  readonly id: string;
  readonly label: string;
  /** The whole path, where the label alone is not enough. */
  readonly title?: string;
}

export interface DocumentTabsProps {
  readonly label: string;
  readonly tabs: readonly DocumentTab[];
  readonly current: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onClose: (id: string) => void;
  /** Marks the id of the panel that shows the document. */
  readonly panel?: string;
}

export function DocumentTabs(props: DocumentTabsProps) {
  const { label, tabs, current, onSelect, onClose, panel } = props;
  const t = useMessages(uiMessages);
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent, index: number, id: string) {
    if (event.key === "Delete") {
      event.preventDefault();
      onClose(id);
      return;
    }
    const next = rove(tabs.length, index, event.key);
    if (next === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  }

  // The middle button closes, as in every browser.
  function onAuxClick(event: MouseEvent, id: string) {
    if (event.button !== 1) return;
    event.preventDefault();
    onClose(id);
  }

  return (
    <div className="min-h-bar flex-none overflow-x-auto border-b border-line bg-surface-sunken">
      <div ref={list} role="tablist" aria-label={label} className="flex min-h-bar w-max">
        {tabs.map((tab, index) => {
          const chosen = tab.id === current;
          return (
            <div
              key={tab.id}
              role="presentation"
              onAuxClick={(event) => onAuxClick(event, tab.id)}
              className={cx(
                "group relative flex items-stretch border-e border-line",
                chosen &&
                  "bg-surface before:absolute before:inset-x-0 before:top-0 before:h-0.5 before:bg-accent forced-colors:before:bg-[Highlight]",
              )}
            >
              <button
                type="button"
                role="tab"
                title={tab.title}
                aria-selected={chosen}
                aria-controls={chosen ? panel : undefined}
                aria-keyshortcuts="Delete"
                tabIndex={chosen || (current === undefined && index === 0) ? 0 : -1}
                onClick={() => onSelect(tab.id)}
                onKeyDown={(event) => onKeyDown(event, index, tab.id)}
                className={cx(
                  "flex items-center ps-3.5 pe-1.5 whitespace-nowrap -outline-offset-2",
                  chosen ? "text-ink" : "text-ink-muted hover:text-ink",
                )}
              >
                {tab.label}
              </button>
              {/* For the pointer; the Delete key does the same and is announced on the tab. */}
              <button
                type="button"
                tabIndex={-1}
                aria-hidden="true"
                title={t.closeTab(tab.label)}
                onClick={() => onClose(tab.id)}
                className={cx(
                  "me-1.5 grid size-5 place-items-center self-center rounded-mark text-ink-faint hover:bg-surface-hover hover:text-ink pointer-coarse:size-9",
                  !chosen && "opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100",
                )}
              >
                <Icon name="close" size="small" />
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
