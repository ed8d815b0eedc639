"use client";
/** What a thread is about: its text as it was, where it is now, or that it is gone. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icons/icon";
import { threadMessages } from "./messages";

export interface PassageProps {
  readonly quote: string;
  /** Characters of the whole passage, where the quote is its beginning. */
  readonly length: number;
  readonly standing: "here" | "gone";
  readonly onJump: (() => void) | undefined;
}

/** The shared indent says nothing in a narrow place. */
function dedented(quote: string): string {
  const lines = quote.replace(/\s+$/, "").split("\n");
  const rest = lines.slice(1).filter((line) => line.trim() !== "");
  const indents = rest.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return [lines[0]?.trimStart() ?? "", ...lines.slice(1).map((line) => line.slice(shared))].join(
    "\n",
  );
}

export function Passage({ quote, length, standing, onJump }: PassageProps) {
  const t = useMessages(threadMessages);
  const more = length - [...quote].length;
  const text = (
    <>
      <code className="block max-h-30 overflow-y-auto text-small wrap-anywhere whitespace-pre-wrap">
        {dedented(quote)}
      </code>
      {more > 0 && <span className="mt-1 block text-micro text-ink-muted">{t.more(more)}</span>}
    </>
  );
  const look = "block w-full overflow-hidden rounded-control bg-surface px-2.5 py-1.5 text-start";
  if (standing === "gone")
    return (
      <div>
        <p className="mb-1.5 flex items-center gap-1.5 font-medium text-warn">
          <Icon name="warning" />
          {t.gone}
        </p>
        <p className="mb-1.5 text-small text-ink-muted">{t.goneWhy}</p>
        <div
          tabIndex={0}
          className={cx(look, "border-s-3 border-line-strong text-ink-muted line-through")}
        >
          {text}
        </div>
      </div>
    );
  if (!onJump)
    return (
      <div tabIndex={0} className={cx(look, "border-s-3 border-info")}>
        {text}
      </div>
    );
  return (
    <button
      type="button"
      onClick={onJump}
      title={t.jump}
      className={cx(look, "border-s-3 border-info hover:bg-surface-hover")}
    >
      {text}
      <span className="sr-only">{t.jump}</span>
    </button>
  );
}
