/** Matches as they are shown: by file, each line with what matched cut out of it. Pure. */
import type { MatchView } from "@/contracts/workspace";

export interface FoundLine {
  readonly line: number;
  readonly before: string;
  readonly matched: string;
  readonly after: string;
  /** In UTF-16 code units within the line, as an editor counts. */
  readonly start: number;
  readonly end: number;
}

export interface FoundFile {
  readonly path: string;
  readonly lines: readonly FoundLine[];
}

const leadKept = 12;
const longest = 240;

/** The text before a match, without the indent and not so long that the match is out of sight. */
function lead(text: string): string {
  const trimmed = text.trimStart();
  const letters = [...trimmed];
  return letters.length <= leadKept ? trimmed : `…${letters.slice(-leadKept).join("")}`;
}

/** A match counts code points; an editor counts UTF-16 code units. */
export function cut({ line, text, start, end }: MatchView): FoundLine {
  const letters = [...text];
  const before = letters.slice(0, start).join("");
  const matched = letters.slice(start, end).join("");
  return {
    line,
    before: lead(before),
    matched,
    after: letters
      .slice(end, end + longest)
      .join("")
      .trimEnd(),
    start: before.length,
    end: before.length + matched.length,
  };
}

export function byFile(matches: readonly MatchView[]): readonly FoundFile[] {
  return [...Map.groupBy(matches, ({ path }) => path)].map(([path, found]) => ({
    path,
    lines: found.map(cut),
  }));
}
