"use client";
/** A field nobody sees, for the letters typed after Ctrl K while the palette's code is fetched. */
import { useEffect } from "react";
import { useMessages } from "@/lib/i18n/client";
import type { CommandPaletteProps } from "../palette/command-palette";
import { shellMessages } from "./messages";

/** Without it they would go into whatever had the focus: the text that everybody is editing. */
export function TypingAhead(props: CommandPaletteProps) {
  const { open, onOpenChange, query, onQueryChange, onFocusBack } = props;
  const t = useMessages(shellMessages);
  useEffect(() => {
    if (!open) onFocusBack?.();
  }, [open, onFocusBack]);
  if (!open) return null;
  return (
    <search className="sr-only">
      <input
        autoFocus
        aria-label={t.everything}
        value={query}
        onChange={(event) => onQueryChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onOpenChange(false)}
      />
    </search>
  );
}
