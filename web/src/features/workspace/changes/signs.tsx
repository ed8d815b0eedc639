"use client";
/** A change in one letter and in numbers, each said in words too. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { changesMessages } from "./messages";
import { letterOf, type Letter } from "./use-git";

const tones: Readonly<Record<Letter, string>> = {
  M: "text-warn",
  A: "text-ok",
  D: "text-danger",
  R: "text-info",
  U: "text-danger",
};

export function ChangeSign({ status }: { readonly status: string }) {
  const { letters } = useMessages(changesMessages);
  const letter = letterOf(status);
  if (!letter) return null;
  return (
    <span title={letters[letter]} className={cx("flex-none font-mono text-micro", tones[letter])}>
      <span aria-hidden="true">{letter}</span>
      <span className="sr-only">{letters[letter]}</span>
    </span>
  );
}

export interface LineCountsProps {
  readonly added: number;
  readonly removed: number;
}

export function LineCounts({ added, removed }: LineCountsProps) {
  return (
    <span className="flex flex-none gap-1 text-micro tabular-nums">
      {added > 0 && <span className="text-ok">+{added}</span>}
      {removed > 0 && <span className="text-danger">−{removed}</span>}
    </span>
  );
}
