"use client";
/** What is said when a page fails: what is safe, the way back, and the code to hand on. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "./button";
import { uiMessages } from "./messages";

export interface FailedProps {
  readonly error: Error & { readonly digest?: string };
}

export function Failed({ error }: FailedProps) {
  const t = useMessages(uiMessages);
  return (
    <div className="grid h-full place-items-center px-5 py-12">
      <div role="alert" className="w-full max-w-120">
        <h1 className="text-head tracking-title text-balance">{t.failed}</h1>
        <p className="mt-2 mb-6 text-read text-pretty text-ink-muted">{t.failedHow}</p>
        <Button tone="first" size="large" onClick={() => location.reload()}>
          {t.again}
        </Button>
        {error.digest !== undefined && (
          <p className="mt-6">
            <code className="text-small text-ink-muted select-all">{error.digest}</code>
          </p>
        )}
      </div>
    </div>
  );
}
