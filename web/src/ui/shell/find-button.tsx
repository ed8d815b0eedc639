"use client";
/** The field in the top bar that opens the palette; narrow places keep its icon and key. */
import { useMessages } from "@/lib/i18n/client";
import { Icon } from "../icons/icon";
import { Keys } from "../kbd";
import { shellMessages } from "./messages";
import { openPalette } from "./palette-switch";

export function FindButton() {
  const t = useMessages(shellMessages);
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => openPalette("everything")}
      className="flex min-h-control flex-none items-center gap-2 rounded-control px-2 text-ink-muted hover:text-ink tablet:bg-surface-raised tablet:text-ink-faint tablet:inset-ring tablet:inset-ring-line tablet:hover:text-ink-muted wide:w-58"
    >
      <Icon name="search" />
      <span className="sr-only min-w-0 flex-1 truncate text-start wide:not-sr-only">{t.find}</span>
      <span className="hidden tablet:block">
        <Keys chord="Ctrl K" />
      </span>
    </button>
  );
}
