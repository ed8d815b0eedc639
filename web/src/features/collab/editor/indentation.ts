/** How a text is indented, read from the text itself. */

const looked = 400;

/** The unit that most lines grow by: a tab, or two to eight spaces; four where nothing is indented. */
export function indentationOf(lines: Iterable<string>): string {
  const counts = new Map<string, number>();
  let before = 0;
  let seen = 0;
  for (const line of lines) {
    if (seen++ > looked) break;
    if (line.trim() === "") continue;
    if (line.startsWith("\t")) counts.set("\t", (counts.get("\t") ?? 0) + 1);
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const step = spaces - before;
    if (step >= 2 && step <= 8) {
      const unit = " ".repeat(step);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    before = spaces;
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? "    ";
}
