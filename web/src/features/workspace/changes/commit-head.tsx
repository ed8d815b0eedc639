"use client";
/** What a commit says of itself: its message, everybody who wrote it, when. */
import { useMessages } from "@/lib/i18n/client";
import { When } from "@/ui/when";
import { authorsOf } from "./authors";
import { changesMessages } from "./messages";
import { useCommit } from "./use-git";

export interface CommitHeadProps {
  readonly workspace: string;
  readonly commit: string;
}

export function CommitHead({ workspace, commit }: CommitHeadProps) {
  const t = useMessages(changesMessages);
  const { data } = useCommit(workspace, commit);
  if (!data) return null;
  return (
    <header className="border-b border-line px-5 py-4">
      <h2 className="text-lead tracking-title text-pretty">{data.summary}</h2>
      {data.body !== "" && (
        <p className="mt-1 max-w-prose whitespace-pre-line text-ink-muted">{data.body}</p>
      )}
      <p className="mt-2 flex flex-wrap gap-x-3 text-small text-ink-muted">
        <span>{t.by(authorsOf(data).join(", "))}</span>
        <When at={data.at} />
        <code className="text-micro select-all">{data.commit}</code>
      </p>
    </header>
  );
}
