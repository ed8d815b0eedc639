"use client";
/** Lines of a diff with sign, tint and line numbers; it wraps or scrolls and is never cut short. */
import { useMessages } from "@/lib/i18n/client";
import { cx } from "./cx";
import { uiMessages } from "./messages";

export interface DiffLine {
  readonly sign: "+" | "-" | " ";
  readonly text: string;
  /** Line numbers count from 1; 0 where the line is absent. */
  readonly old?: number;
  readonly new?: number;
  /** The text again, in runs of one colour each. */
  readonly runs?: readonly { readonly text: string; readonly className: string }[] | undefined;
}

export interface DiffLinesProps {
  readonly lines: readonly DiffLine[];
  /** `numbered` in wide places; `narrow` wraps and drops the indent all lines share. */
  readonly shape?: "numbered" | "narrow";
}

const tones = { "+": "bg-diff-added", "-": "bg-diff-removed", " ": "" } as const;
const signTones = { "+": "text-ok", "-": "text-danger", " ": "" } as const;
const shown = { "+": "+", "-": "−", " ": "" } as const;

/** How many leading spaces or tabs every line that is not blank begins with. */
export function sharedIndent(texts: readonly string[]): number {
  const indents = texts
    .filter((text) => text.trim() !== "")
    .map((text) => /^[ \t]*/.exec(text)?.[0] ?? "");
  const first = indents[0] ?? "";
  let length = first.length;
  for (const indent of indents)
    while (indent.slice(0, length) !== first.slice(0, length)) length -= 1;
  return length;
}

function shownNumber(line: number | undefined): string {
  return line === undefined || line === 0 ? "" : String(line);
}

export function DiffLines({ lines, shape = "numbered" }: DiffLinesProps) {
  const t = useMessages(uiMessages);
  const narrow = shape === "narrow";
  const cut = narrow ? sharedIndent(lines.map(({ text }) => text)) : 0;
  const spoken = { "+": t.added, "-": t.removed, " ": "" } as const;
  return (
    // Lines that are wider than their place are read by keyboard, too.
    <div
      tabIndex={narrow ? undefined : 0}
      className={cx("font-mono text-term", !narrow && "overflow-x-auto")}
    >
      <div className={narrow ? "" : "w-max min-w-full"}>
        {lines.map((line, index) => (
          <div
            key={index}
            className={cx(
              "relative flex pe-2",
              tones[line.sign],
              narrow ? "ps-7 wrap-anywhere whitespace-pre-wrap" : "whitespace-pre",
            )}
          >
            {!narrow && (
              <span
                aria-hidden="true"
                className="flex flex-none text-ink-muted tabular-nums select-none"
              >
                <span className="w-10 pe-2 text-end">{shownNumber(line.old)}</span>
                <span className="w-10 pe-2 text-end">{shownNumber(line.new)}</span>
              </span>
            )}
            <span
              aria-hidden="true"
              className={cx(
                "select-none",
                signTones[line.sign],
                narrow ? "absolute start-3" : "w-4 flex-none",
              )}
            >
              {shown[line.sign]}
            </span>
            {line.sign !== " " && <span className="sr-only">{spoken[line.sign]}</span>}
            <span className="min-w-0">
              {line.runs && cut === 0 ? <Coloured runs={line.runs} /> : line.text.slice(cut)}
              {line.text === "" && " "}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Coloured({ runs }: { readonly runs: NonNullable<DiffLine["runs"]> }) {
  return runs.map((run, index) =>
    run.className === "" ? (
      run.text
    ) : (
      <span key={index} className={run.className}>
        {run.text}
      </span>
    ),
  );
}
