/** A text whose matched letters stand out by weight, in as few elements as there are runs. */

export interface HighlightProps {
  readonly text: string;
  /** Indices of code points. */
  readonly positions?: readonly number[] | undefined;
}

export interface Run {
  readonly text: string;
  readonly matched: boolean;
}

export function runs(text: string, positions: readonly number[]): readonly Run[] {
  const matched = new Set(positions);
  const found: { text: string; matched: boolean }[] = [];
  for (const [index, letter] of [...text].entries()) {
    const last = found.at(-1);
    if (last?.matched === matched.has(index)) last.text += letter;
    else found.push({ text: letter, matched: matched.has(index) });
  }
  return found;
}

export function Highlight({ text, positions = [] }: HighlightProps) {
  if (positions.length === 0) return text;
  return runs(text, positions).map((run, index) =>
    run.matched ? (
      <mark key={index} className="bg-transparent font-semibold text-accent-text">
        {run.text}
      </mark>
    ) : (
      <span key={index}>{run.text}</span>
    ),
  );
}
