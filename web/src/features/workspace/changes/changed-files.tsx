"use client";
/** The files that differ from the last commit; each shows its change, each can be left out. */
import type { ChangeView } from "@/contracts/workspace";
import { useMessages } from "@/lib/i18n/client";
import { Checkbox } from "@/ui/checkbox";
import { folderOf, nameOf } from "../paths";
import { ChangeSign, LineCounts } from "./signs";
import { changesMessages } from "./messages";

export interface ChangedFilesProps {
  readonly changes: readonly ChangeView[];
  /** Paths that stay out of the commit. */
  readonly left: ReadonlySet<string>;
  /** Missing where nobody may commit. */
  readonly onLeft: ((left: ReadonlySet<string>) => void) | undefined;
  readonly onShow: (path: string) => void;
}

export function ChangedFiles({ changes, left, onLeft, onShow }: ChangedFilesProps) {
  const t = useMessages(changesMessages);
  if (changes.length === 0) return null;

  function include(path: string, included: boolean) {
    const others = [...left].filter((other) => other !== path);
    onLeft?.(new Set(included ? others : [...others, path]));
  }

  return (
    <ul aria-label={t.changedFiles} className="-mx-1.5">
      {changes.map(({ path, old_path, status, added, removed }) => (
        <li
          key={path}
          className="flex min-h-row items-center gap-1.5 rounded-control px-1.5 hover:bg-surface-hover"
        >
          {onLeft && (
            <Checkbox
              label={t.include(nameOf(path))}
              labelled="aloud"
              checked={!left.has(path)}
              onChange={(event) => include(path, event.target.checked)}
            />
          )}
          <button
            type="button"
            title={old_path === "" ? path : `${path} ${t.renamedFrom(old_path)}`}
            onClick={() => onShow(path)}
            className="flex min-h-row min-w-0 flex-1 items-center gap-1.5 text-start"
          >
            <span className={status === "D" ? "truncate line-through" : "truncate"}>
              {nameOf(path)}
            </span>
            <span className="min-w-0 flex-1 truncate text-micro text-ink-muted">
              {folderOf(path)}
            </span>
            <LineCounts added={added} removed={removed} />
            <ChangeSign status={status} />
          </button>
        </li>
      ))}
    </ul>
  );
}
