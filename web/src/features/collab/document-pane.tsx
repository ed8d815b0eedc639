"use client";
/** One document: its editor, and above it whatever stands between its text and the log. */
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { lazily } from "@/lib/lazily";
import { Signal, type Watchable } from "@/lib/signal";
import { useSignal } from "@/lib/use-signal";
import { Skeleton } from "@/ui/skeleton";
import { collabMessages } from "./messages";
import type { CollabSession } from "./use-collab";

export interface DocumentPaneProps {
  readonly session: CollabSession;
  readonly path: string;
  /** Named by the tab that shows it. */
  readonly id: string;
}

// Always there, so that its words have come before the line to the server is lost.
const DocumentBars = lazily(() => import("./later").then((module) => module.DocumentBars));

const yes: Watchable<boolean> = new Signal(true);

export function DocumentPane({ session, path, id }: DocumentPaneProps) {
  const t = useMessages(collabMessages);
  const { documents } = session;
  // A path may come to stand for another provider: then its view is shown instead.
  const version = useSignal(documents.version);
  const provider = documents.get(path);
  const loaded = useSignal(provider?.loaded ?? yes);
  const attach = useCallback(
    (parent: HTMLElement | null) => (parent ? session.show(path, parent) : undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another version, another view
    [session, path, version],
  );
  return (
    <div id={id} role="tabpanel" aria-label={path} className="flex min-h-0 flex-1 flex-col">
      {provider && <DocumentBars session={session} path={path} provider={provider} />}
      {!loaded && (
        <div className="flex-none px-14.5 py-2">
          <Skeleton label={t.loading} rows={12} />
          <p className="mt-3 animate-late text-small text-ink-muted [animation-delay:3s]">
            {t.waiting}
          </p>
        </div>
      )}
      <div ref={attach} className="min-h-0 flex-1" />
    </div>
  );
}
