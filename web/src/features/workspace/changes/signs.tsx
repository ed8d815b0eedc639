"use client";
/** A change in one letter and in numbers, each said in words too. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import type { ChangeLetter } from "@/ui/tree/tree-row";
import { changesMessages } from "./messages";
import { isLetter } from "./use-git";

const tones: Readonly<Record<ChangeLetter, string>> = {
  M: "text-warn",
  A: "text-ok",
  D: "text-danger",
  R: "text-info",
  U: "text-danger",
  "?": "text-ok",
};

export function ChangeSign({ status }: { readonly status: string }) {
  const { letters } = useMessages(changesMessages);
  if (!isLetter(status)) return null;
  return (
    <span title={letters[status]} className={cx("flex-none font-mono text-micro", tones[status])}>
      <span aria-hidden="true">{status}</span>
      <span className="sr-only">{letters[status]}</span>
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
