"use client";
/** How a text is meant: its capitals, as a whole word, as a pattern. */
import { useMessages } from "@/lib/i18n/client";
import { searchMessages } from "./messages";

export interface Manner {
  readonly regex: boolean;
  readonly case: boolean;
  readonly word: boolean;
}

export interface SearchTogglesProps {
  readonly manner: Manner;
  readonly onManner: (manner: Manner) => void;
}

export function SearchToggles({ manner, onManner }: SearchTogglesProps) {
  const t = useMessages(searchMessages);
  const toggles = [
    { key: "case", sign: "Aa", label: t.matchCase },
    { key: "word", sign: "W", label: t.wholeWord },
    { key: "regex", sign: ".*", label: t.regexp },
  ] as const;
  return toggles.map(({ key, sign, label }) => (
    <button
      key={key}
      type="button"
      aria-pressed={manner[key]}
      aria-label={label}
      title={label}
      onClick={() => onManner({ ...manner, [key]: !manner[key] })}
      className="inline-flex min-h-6 min-w-8 items-center justify-center rounded-control px-1.5 font-mono text-small text-ink-muted hover:bg-surface-hover hover:text-ink aria-pressed:bg-surface-active aria-pressed:text-ink pointer-coarse:min-h-touch pointer-coarse:min-w-touch"
    >
      {sign}
    </button>
  ));
}
