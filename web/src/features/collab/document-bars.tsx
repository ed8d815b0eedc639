"use client";
/** What stands between a document's text and the log, in one line above the editor. */
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Button, buttonClass } from "@/ui/button";
import { QuietBar } from "@/ui/quiet-bar";
import { barMessages } from "./bar-messages";
import type { Rescued } from "./documents";
import { replaceText } from "./editor/replace-text";
import { noticeText } from "./notices";
import type { Provider } from "./provider/provider";
import { stepBack } from "./step-back";
import type { CollabSession } from "./use-collab";

export interface DocumentBarsProps {
  readonly session: CollabSession;
  readonly path: string;
  readonly provider: Provider;
}

export function DocumentBars({ session, path, provider }: DocumentBarsProps) {
  const rescued = useSignal(session.documents.rescued).get(path);
  return (
    <>
      <RefusalBar workspace={session.workspace} provider={provider} />
      {rescued && <RescueBar session={session} path={path} provider={provider} rescued={rescued} />}
    </>
  );
}

interface RefusalBarProps {
  readonly workspace: string;
  readonly provider: Provider;
}

function RefusalBar({ workspace, provider }: RefusalBarProps) {
  const t = useMessages(barMessages);
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
              {t.close}
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
  const t = useMessages(barMessages);
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
  const t = useMessages(barMessages);
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
