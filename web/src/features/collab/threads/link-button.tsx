"use client";
/** Copies the address that opens the workspace, the file and the thread. */
import { useState } from "react";
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icons/icon";
import { showToast } from "@/ui/toast/toasts";
import { threadMessages } from "./messages";

export interface LinkButtonProps {
  readonly workspace: string;
  readonly thread: string;
}

/** The thread knows its file, wherever it is by then. */
export const threadAddress = (workspace: string, thread: string): string =>
  `/w/${workspace}?thread=${thread}`;

export function LinkButton({ workspace, thread }: LinkButtonProps) {
  const t = useMessages(threadMessages);
  const [shown, setShown] = useState(false);
  const address = () => location.origin + threadAddress(workspace, thread);
  async function copy() {
    // Without TLS a browser has no clipboard to write to.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      if (!clipboard) throw new DOMException("no clipboard");
      await clipboard.writeText(address());
      showToast({ text: t.copied });
    } catch {
      setShown(true);
    }
  }
  return (
    <>
      <Button size="mini" tone="bare" onClick={() => void copy()}>
        <Icon name="copy" size="small" />
        {t.copyLink}
      </Button>
      {shown && (
        <p role="status" className="w-full text-small text-ink-muted">
          {t.notCopied} <code className="wrap-anywhere select-all text-ink">{address()}</code>
        </p>
      )}
    </>
  );
}
