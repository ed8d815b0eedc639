"use client";
/** A thread in a list: who began it and with what, where its text is, and what became of it. */
import type { ThreadView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { Icon } from "@/ui/icons/icon";
import { When } from "@/ui/when";
import type { People } from "../presence/people";
import { withNames } from "./mentions";
import { threadMessages } from "./messages";
import { Face, useNameOf } from "./who";

export interface ThreadRowProps {
  readonly thread: ThreadView;
  readonly people: People;
  /** The line its text is in now; undefined when it is gone. */
  readonly line: number | undefined;
  /** Whether the list is of several files. */
  readonly names: "file" | "line";
  readonly onShow: () => void;
}

/** Marks are left out of one line; letters never are. */
const plain = (text: string): string =>
  text
    .replace(/^```.*$/gm, "")
    .replace(/^\s*(?:[>#]+|[-*+])\s+/gm, "")
    .replace(/[`*~]+/g, "")
    .replace(/\s+/g, " ");

export function ThreadRow({ thread, people, line, names, onShow }: ThreadRowProps) {
  const t = useMessages(threadMessages);
  const nameOf = useNameOf(people);
  const file = thread.path.slice(thread.path.lastIndexOf("/") + 1);
  return (
    <li>
      <button
        type="button"
        onClick={onShow}
        className="flex w-full gap-2.5 rounded-control px-2 py-2 text-start hover:bg-surface-hover"
      >
        <span aria-hidden="true" className="flex pt-0.5">
          <Face member={thread.author} people={people} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline gap-1.5">
            <span className="min-w-0 truncate font-semibold">{nameOf(thread.author)}</span>
            <span className="flex-none text-small text-ink-muted">
              <When at={thread.latest} />
            </span>
          </span>
          <span className="line-clamp-2 wrap-anywhere">
            {plain(withNames(thread.excerpt, people, t.former))}
          </span>
          <code className="truncate text-small text-ink-muted">
            {thread.quote.trim().split("\n", 1)[0]}
          </code>
          <span className="flex flex-wrap items-center gap-x-2 text-small text-ink-muted">
            {names === "file" && <span className="truncate">{file}</span>}
            {line === undefined ? (
              <span className="inline-flex items-center gap-1 text-warn">
                <Icon name="warning" size="small" />
                {t.gone}
              </span>
            ) : (
              <span>{t.line(line)}</span>
            )}
            <span>{t.comments(thread.comments)}</span>
            {thread.mentions_you && (
              <span className="rounded-mark bg-accent-soft px-1 font-medium text-accent-text">
                {t.mentions}
              </span>
            )}
            {thread.resolved !== null && (
              <span className="inline-flex items-center gap-1 text-ok">
                <Icon name="check" size="small" />
                {t.resolved}
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
