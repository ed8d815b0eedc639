"use client";
/** One document: its editor, and above it whatever stands between its text and the log. */
import { useCallback } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Signal, type Watchable } from "@/lib/signal";
import { useSignal } from "@/lib/use-signal";
import { Button, buttonClass } from "@/ui/button";
import { QuietBar } from "@/ui/quiet-bar";
import { Skeleton } from "@/ui/skeleton";
import type { Rescued } from "./documents";
import { replaceText } from "./editor/replace-text";
import { collabMessages } from "./messages";
import { noticeText } from "./notices";
import type { Provider } from "./provider/provider";
import { stepBack } from "./step-back";
import type { CollabSession } from "./use-collab";

export interface DocumentPaneProps {
  readonly session: CollabSession;
  readonly path: string;
  /** Named by the tab that shows it. */
  readonly id: string;
}

const yes: Watchable<boolean> = new Signal(true);

export function DocumentPane({ session, path, id }: DocumentPaneProps) {
  const t = useMessages(collabMessages);
  const { documents } = session;
  // A path may come to stand for another provider: then its view is shown instead.
  const version = useSignal(documents.version);
  const provider = documents.get(path);
  const loaded = useSignal(provider?.loaded ?? yes);
  const rescued = useSignal(documents.rescued).get(path);
  const attach = useCallback(
    (parent: HTMLElement | null) => (parent ? session.show(path, parent) : undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another version, another view
    [session, path, version],
  );
  return (
    <div id={id} role="tabpanel" aria-label={path} className="flex min-h-0 flex-1 flex-col">
      {provider && <RefusalBar workspace={session.workspace} provider={provider} />}
      {provider && rescued && (
        <RescueBar session={session} path={path} provider={provider} rescued={rescued} />
      )}
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

interface RefusalBarProps {
  readonly workspace: string;
  readonly provider: Provider;
}

function RefusalBar({ workspace, provider }: RefusalBarProps) {
  const t = useMessages(collabMessages);
  const refusal = useSignal(provider.refusal);
  const writable = useSignal(provider.writable);
  const loaded = useSignal(provider.loaded);
  const notice = useSignal(provider.notice);
  const standing = useSignal(provider.standing);
  const unsent = "edits" in standing && standing.edits > 0;
  if (refusal !== undefined && refusal !== "replaced")
    return (
      <QuietBar
        tone="danger"
        actions={
          <>
            {refusal === "signed-out" && (
              <a
                href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}
                className={buttonClass("plain", "mini")}
              >
                {t.signIn}
              </a>
            )}
            {unsent && <CopyButton text={() => provider.text.toJSON()} />}
            <Button size="mini" onClick={() => provider.retry()}>
              {t.tryAgain}
            </Button>
          </>
        }
      >
        {t.unsaved[refusal]}
      </QuietBar>
    );
  if (loaded && !writable) return <QuietBar>{t.readOnly}</QuietBar>;
  const back = stepBack(workspace, provider);
  if (notice)
    return (
      <QuietBar
        actions={
          <>
            {back && (
              <Button size="mini" onClick={() => void back()}>
                {notice.code === "moved" ? t.moveBack : t.takeBack}
              </Button>
            )}
            <Button size="mini" tone="bare" onClick={() => provider.notice.set(undefined)}>
              {t.find.close}
            </Button>
          </>
        }
      >
        {noticeText(t, notice)}
      </QuietBar>
    );
  return null;
}

function CopyButton({ text }: { readonly text: () => string }) {
  const t = useMessages(collabMessages);
  return (
    <Button size="mini" tone="bare" onClick={() => void navigator.clipboard.writeText(text())}>
      {t.copyMine}
    </Button>
  );
}

interface RescueBarProps {
  readonly session: CollabSession;
  readonly path: string;
  readonly provider: Provider;
  readonly rescued: Rescued;
}

function RescueBar({ session, path, provider, rescued }: RescueBarProps) {
  const t = useMessages(collabMessages);
  const settle = () => void session.documents.settle(path);
  function putBack() {
    replaceText(provider.text, rescued.text);
    settle();
  }
  return (
    <QuietBar
      tone="warn"
      actions={
        <>
          <Button size="mini" onClick={putBack}>
            {t.putBack}
          </Button>
          <CopyButton text={() => rescued.text} />
          <Button size="mini" tone="bare" onClick={settle}>
            {t.discardMine}
          </Button>
        </>
      }
    >
      {t.unsaved.replaced(rescued.edits)}
    </QuietBar>
  );
}
