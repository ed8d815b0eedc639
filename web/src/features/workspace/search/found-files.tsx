"use client";
/** What was found, file by file; each line is a button that opens it. */
import { useMessages } from "@/lib/i18n/client";
import type { Spot } from "../desk/desk";
import { folderOf, nameOf } from "../paths";
import type { FoundFile } from "./grouping";
import { searchMessages } from "./messages";

export interface FoundFilesProps {
  readonly files: readonly FoundFile[];
  readonly onOpen: (path: string, spot: Spot) => void;
}

export function FoundFiles({ files, onOpen }: FoundFilesProps) {
  const t = useMessages(searchMessages);
  if (files.length === 0) return null;
  return (
    <ul aria-label={t.matches} className="flex flex-col gap-1.5">
      {files.map(({ path, lines }) => (
        <li key={path}>
          <h3 className="flex items-baseline gap-1.5 px-1.5 py-0.5 font-normal" title={path}>
            <span className="flex-none font-medium">{nameOf(path)}</span>
            <span className="min-w-0 flex-1 truncate text-small text-ink-muted">
              {folderOf(path)}
            </span>
            <span className="text-small text-ink-muted tabular-nums">{lines.length}</span>
          </h3>
          <ul>
            {lines.map(({ line, before, matched, after, start, end }) => (
              <li key={`${line}:${start}`}>
                <button
                  type="button"
                  onClick={() => onOpen(path, { line, start, end })}
                  className="flex min-h-row w-full items-center gap-2 rounded-control px-1.5 text-start hover:bg-surface-hover focus-visible:bg-surface-active"
                >
                  <span className="w-7 flex-none text-end text-micro text-ink-faint tabular-nums">
                    <span className="sr-only">{t.line(line)}: </span>
                    <span aria-hidden="true">{line}</span>
                  </span>
                  <span className="min-w-0 flex-1 truncate font-mono text-term whitespace-pre">
                    {before}
                    <mark className="rounded-xs bg-accent-soft font-medium text-accent-text">
                      {matched}
                    </mark>
                    {after}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
