"use client";
/** Where the edits of this page are, in words: "Saved" means acknowledged by the document log. */
import { useMessages } from "@/lib/i18n/client";
import { Signal, type Watchable } from "@/lib/signal";
import { useSignal } from "@/lib/use-signal";
import { Saved, type SaveState } from "@/ui/status-line";
import { collabMessages, type CollabWords } from "./messages";
import type { Standing } from "./provider/standing";
import type { CollabSession } from "./use-collab";

const opening: Watchable<Standing> = new Signal<Standing>({ kind: "opening" });
const unknown: Watchable<boolean> = new Signal(true);

const states: Readonly<Record<Standing["kind"], SaveState>> = {
  opening: "saving",
  saved: "saved",
  saving: "saving",
  offline: "offline",
  refused: "failed",
};

export function sayStanding(standing: Standing, t: CollabWords): string {
  switch (standing.kind) {
    case "opening":
      return t.opening;
    case "saved":
      return t.saved;
    case "saving":
      return t.saving(standing.edits);
    case "offline":
      return standing.kept || standing.edits === 0
        ? t.offline(standing.edits)
        : t.offlineUnkept(standing.edits);
    case "refused":
      return t.notSaved(t.reasons[standing.refusal]);
  }
}

export function SavedLine({ session }: { readonly session: CollabSession | undefined }) {
  const t = useMessages(collabMessages);
  const documents = useSignal(session?.documents.standing ?? opening);
  const connected = useSignal(session?.room.connected ?? unknown);
  // With nothing open there is nothing to save, but whether the server is there is still the truth.
  const standing: Standing =
    documents.kind === "saved" && !connected
      ? { kind: "offline", edits: 0, kept: true }
      : documents;
  return <Saved state={states[standing.kind]}>{sayStanding(standing, t)}</Saved>;
}
