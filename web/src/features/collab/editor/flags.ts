/** On which side of a caret its flag stands, so that no line under somebody's hands is covered. */

export type Side = "above" | "below";

export interface FlagFacts {
  /** The line of the caret, from 1. */
  readonly line: number;
  /** The first line in sight: nothing above it can be seen. */
  readonly firstLine: number;
  /** Lines where anybody has a caret, this person's own among them. */
  readonly busy: ReadonlySet<number>;
  /** The line of this person's own caret. */
  readonly mine: number;
}

export function flagSide({ line, firstLine, busy, mine }: FlagFacts): Side {
  if (line <= firstLine) return "below";
  if (!busy.has(line - 1)) return "above";
  if (!busy.has(line + 1)) return "below";
  // Both neighbours are being edited: at least this person's own line stays free.
  return line - 1 === mine ? "below" : "above";
}
