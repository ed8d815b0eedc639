"use client";
/** The commits of the branch, newest first: what, who, when. */
import { useMessages } from "@/lib/i18n/client";
import { Button } from "@/ui/button";
import { When } from "@/ui/when";
import { authorsOf } from "./authors";
import { changesMessages } from "./messages";
import { useCommits } from "./use-git";

export interface CommitLogProps {
  readonly workspace: string;
  readonly onShow: (commit: string) => void;
}

export function CommitLog({ workspace, onShow }: CommitLogProps) {
  const t = useMessages(changesMessages);
  const log = useCommits(workspace);
  if (!log.data) return null;
  return (
    <section className="mt-4">
      <h2 className="pb-1 text-small font-medium text-ink-faint">{t.log}</h2>
      {log.data.length === 0 && <p className="text-small text-ink-muted">{t.logNone}</p>}
      <ol className="-mx-1.5">
        {log.data.map((commit) => (
          <li key={commit.commit}>
            <button
              type="button"
              onClick={() => onShow(commit.commit)}
              className="block w-full rounded-control px-1.5 py-1 text-start hover:bg-surface-hover"
            >
              <span className="block truncate">{commit.summary}</span>
              <span className="flex gap-1.5 text-small text-ink-muted">
                <span className="min-w-0 truncate">{authorsOf(commit).join(", ")}</span>
                <span className="flex-none">
                  <When at={commit.at} />
                </span>
                <code className="ms-auto flex-none text-micro">{commit.commit.slice(0, 7)}</code>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {log.hasNextPage && (
        <Button size="mini" tone="bare" onClick={() => void log.fetchNextPage()}>
          {t.moreCommits}
        </Button>
      )}
    </section>
  );
}
