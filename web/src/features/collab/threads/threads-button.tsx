"use client";
/** Opens the threads; says how many are open, and how many of them mention one. */
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { buttonClass } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icons/icon";
import { openingMessages } from "./opening-messages";
import { threadsOf } from "./state";
import { useThreadList } from "./use-threads";

export interface ThreadsButtonProps {
  readonly workspace: string;
  readonly session: object;
}

export function ThreadsButton({ workspace, session }: ThreadsButtonProps) {
  const t = useMessages(openingMessages);
  const state = threadsOf(session);
  const open = useSignal(state.open);
  const { data } = useThreadList({ workspace, scope: "workspace", path: undefined, which: "open" });
  const mentioning = data?.mentioning ?? 0;
  return (
    <button
      type="button"
      title={t.show}
      aria-expanded={open}
      onClick={() => state.toggle()}
      className={cx(
        buttonClass("bare"),
        "aria-expanded:bg-surface-active aria-expanded:text-ink max-tablet:min-h-touch max-tablet:min-w-touch",
      )}
    >
      <Icon name="room" />
      <span className="max-wide:sr-only">{t.title}</span>
      {data && data.open > 0 && (
        <>
          <span aria-hidden="true" className="tabular-nums">
            {data.open}
          </span>
          <span className="sr-only">{t.openCount(data.open)}</span>
        </>
      )}
      {mentioning > 0 && (
        <>
          <span
            aria-hidden="true"
            className="rounded-person bg-accent px-1 text-micro font-semibold text-accent-ink tabular-nums"
          >
            @{mentioning}
          </span>
          <span className="sr-only">{t.mentioning(mentioning)}</span>
        </>
      )}
    </button>
  );
}
