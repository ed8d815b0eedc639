"use client";
/** Every stretch of work in words, the newest first, under the day it fell on. */
import { Fragment, type ReactNode } from "react";
import type { StretchView, VersionView } from "@/contracts/collab";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { AuthorMark } from "./author-mark";
import type { Author } from "./authors";
import { historyMessages } from "./messages";
import { versionMessages } from "./version-messages";
import { sayClock, sayWholeDay } from "./times";

export interface MomentListProps {
  readonly stretches: readonly StretchView[];
  readonly by: (stretch: number) => Author;
  /** The stretch one stands in, and the update. */
  readonly current: number;
  readonly at: number;
  readonly versions: readonly VersionView[];
  readonly onChoose: (stretch: number) => void;
  readonly onVersion: (sequence: number) => void;
  /** A version whose text is forgotten. */
  readonly renderGone: (version: VersionView) => ReactNode;
}

const row =
  "flex w-full items-center gap-x-2 px-4 py-1.5 text-start -outline-offset-2 hover:bg-surface-hover aria-[current=step]:bg-surface-active pointer-coarse:min-h-touch";

export function MomentList(props: MomentListProps) {
  const { stretches, by, current, at: here, versions, onChoose, onVersion, renderGone } = props;
  const t = useMessages(historyMessages);
  const v = useMessages(versionMessages);
  const language = useLanguage();
  const named = versions.some(({ sequence }) => sequence === here);
  const newest = stretches.map((stretch, index) => ({ stretch, index })).reverse();
  const dayOf = (at: number) => {
    const ended = newest[at]?.stretch.ended;
    return ended === undefined ? "" : sayWholeDay(ended, language);
  };
  return (
    <ol aria-label={t.moments} className="py-1">
      {newest.map(({ stretch, index }, at) => (
        <Fragment key={stretch.first}>
          {dayOf(at) !== dayOf(at - 1) && (
            <li className="px-4 pt-3 pb-1 text-small text-ink-muted">{dayOf(at)}</li>
          )}
          {versions
            .filter(({ sequence }) => sequence >= stretch.first && sequence <= stretch.last)
            .reverse()
            .map((one) => {
              const { version, sequence, name, gone } = one;
              if (gone) return <Fragment key={version}>{renderGone(one)}</Fragment>;
              return (
                <li key={version}>
                  <button
                    type="button"
                    aria-current={sequence === here ? "step" : undefined}
                    onClick={() => onVersion(sequence)}
                    className={row}
                  >
                    <span className="grid w-9.5 flex-none justify-items-end" aria-hidden="true">
                      <span className="size-1.75 rounded-person border-2 border-ink" />
                    </span>
                    <span className="min-w-0">
                      <span className="block font-medium wrap-anywhere">{name}</span>
                      <span className="block text-small text-ink-muted">{v.version}</span>
                    </span>
                  </button>
                </li>
              );
            })}
          <li className="[content-visibility:auto]">
            <button
              type="button"
              aria-current={index === current && !named ? "step" : undefined}
              onClick={() => onChoose(index)}
              className={row}
            >
              <span className="w-9.5 flex-none text-small text-ink-muted tabular-nums">
                {sayClock(stretch.ended, language)}
              </span>
              <AuthorMark author={by(index)} name="beside" />
              <span className="min-w-0">
                <span className="block truncate font-medium">{by(index).name}</span>
                <span className="block text-small text-ink-muted">
                  <What stretch={stretch} />
                </span>
              </span>
            </button>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

function What({ stretch: { first, added, removed } }: { readonly stretch: StretchView }) {
  const t = useMessages(historyMessages);
  if (first === 1) return t.beginning;
  return (
    <>
      <span className="sr-only">{t.sizes(added, removed)}</span>
      <span aria-hidden="true" className="flex gap-1.5 tabular-nums">
        <span className="text-ok">{t.added(added)}</span>
        <span className="text-danger">{t.removed(removed)}</span>
      </span>
    </>
  );
}
