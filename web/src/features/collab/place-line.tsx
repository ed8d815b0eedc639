"use client";
/** Where the caret is, written without a render: it changes with every key. */
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { LiveText } from "@/lib/live-text";
import { useSignal } from "@/lib/use-signal";
import type { Place } from "./editor/place";
import { collabMessages } from "./messages";
import type { CollabSession } from "./use-collab";

export function PlaceLine({ session }: { readonly session: CollabSession }) {
  const t = useMessages(collabMessages);
  const say = useCallback(
    (place: Place | undefined) => {
      if (!place) return "";
      const position = t.position(place.line, place.column);
      return place.selected > 0 ? `${position} (${t.selected(place.selected)})` : position;
    },
    [t],
  );
  return <LiveText signal={session.editors.place} say={say} className="tabular-nums" />;
}

/** What the caret is in, after the path: `Window / length()`. */
export function Inside({ session }: { readonly session: CollabSession }) {
  const names = useSignal(session.editors.inside);
  return names.map((name, index) => (
    <span key={`${index}-${name}`} className="contents">
      <span aria-hidden="true">/</span>
      <span className={index === names.length - 1 ? "font-medium text-ink-muted" : undefined}>
        {name}
      </span>
    </span>
  ));
}
