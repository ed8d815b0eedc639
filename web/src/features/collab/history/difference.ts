/** What two texts differ in, line by line: the fewest lines that go and come. Pure. */

/** A line of both texts or of one; numbers count from 1, and are 0 where the line is absent. */
export interface Row {
  readonly sign: "+" | "-" | " ";
  readonly text: string;
  readonly old: number;
  readonly new: number;
}

/** Texts that differ in more lines than this are told apart as wholes. */
const mostDifferent = 2_000;

type Step = "keep" | "remove" | "add";

/** Rows of the second text, with what is only in the first before what came in its place. */
export function difference(before: string, after: string): readonly Row[] {
  const [old, next] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < next.length - start &&
    old[old.length - 1 - end] === next[next.length - 1 - end]
  )
    end += 1;
  const steps = script(old.slice(start, old.length - end), next.slice(start, next.length - end));
  const kept = (count: number) => Array.from({ length: count }, (): Step => "keep");
  return rowsOf(old, next, [...kept(start), ...steps, ...kept(end)]);
}

function rowsOf(old: readonly string[], next: readonly string[], steps: readonly Step[]) {
  const rows: Row[] = [];
  let waiting: Row[] = [];
  let [left, right] = [0, 0];
  for (const step of steps) {
    if (step === "remove") {
      rows.push({ sign: "-", text: old[left] ?? "", old: left + 1, new: 0 });
      left += 1;
      continue;
    }
    const text = next[right] ?? "";
    right += 1;
    if (step === "add") waiting.push({ sign: "+", text, old: 0, new: right });
    else {
      left += 1;
      rows.push(...waiting, { sign: " ", text, old: left, new: right });
      waiting = [];
    }
  }
  return [...rows, ...waiting];
}

/** Myers' shortest edit script: O((N + M) D), with the way back kept for every D. */
function script(old: readonly string[], next: readonly string[]): readonly Step[] {
  const [rows, columns] = [old.length, next.length];
  const whole = (): Step[] => [...old.map((): Step => "remove"), ...next.map((): Step => "add")];
  if (rows === 0 || columns === 0) return whole();
  const most = Math.min(rows + columns, mostDifferent);
  const reach = new Int32Array(2 * most + 3);
  const trail: Int32Array[] = [];
  for (let cost = 0; cost <= most; cost += 1) {
    trail.push(reach.slice(most + 1 - cost - 1, most + 1 + cost + 2));
    for (let line = -cost; line <= cost; line += 2) {
      const down = line === -cost || (line !== cost && at(line - 1) < at(line + 1));
      let x = down ? at(line + 1) : at(line - 1) + 1;
      while (x < rows && x - line < columns && old[x] === next[x - line]) x += 1;
      reach[most + 1 + line] = x;
      if (x >= rows && x - line >= columns) return back(trail, rows, columns);
    }
  }
  return whole();

  function at(line: number): number {
    return reach[most + 1 + line] ?? 0;
  }
}

function back(trail: readonly Int32Array[], rows: number, columns: number): readonly Step[] {
  const steps: Step[] = [];
  let [x, y] = [rows, columns];
  for (let cost = trail.length - 1; cost > 0; cost -= 1) {
    const reached = trail[cost] ?? new Int32Array();
    const at = (line: number) => reached[cost + 1 + line] ?? 0;
    const line = x - y;
    const down = line === -cost || (line !== cost && at(line - 1) < at(line + 1));
    const before = down ? line + 1 : line - 1;
    const from = at(before);
    const turn = down ? from : from + 1;
    for (; x > turn; x -= 1) steps.push("keep");
    steps.push(down ? "add" : "remove");
    [x, y] = [from, from - before];
  }
  for (; x > 0; x -= 1) steps.push("keep");
  return steps.reverse();
}

/** How many lines came and went. */
export function counts(rows: readonly Row[]): { readonly added: number; readonly removed: number } {
  return {
    added: rows.filter(({ sign }) => sign === "+").length,
    removed: rows.filter(({ sign }) => sign === "-").length,
  };
}

/** Neighbouring rows: shown, or folded away because nothing near them changed. */
export interface Part {
  readonly from: number;
  readonly rows: readonly Row[];
  readonly folded: boolean;
}

export interface Folding {
  /** Unchanged rows that stay in sight before and after a change. */
  readonly around: number;
  /** Fewer rows than this are not worth folding. */
  readonly least: number;
}

/** Folds what did not change, so that what did is found. */
export function fold(rows: readonly Row[], { around, least }: Folding): readonly Part[] {
  const parts: Part[] = [];
  const put = (from: number, to: number, folded: boolean) =>
    to > from && parts.push({ from, rows: rows.slice(from, to), folded });
  let shown = 0;
  let at = 0;
  while (at < rows.length) {
    if (rows[at]?.sign !== " ") {
      at += 1;
      continue;
    }
    let end = at;
    while (end < rows.length && rows[end]?.sign === " ") end += 1;
    const first = at === 0 ? 0 : at + around;
    const last = end === rows.length ? end : end - around;
    if (last - first >= least) {
      put(shown, first, false);
      put(first, last, true);
      shown = last;
    }
    at = end;
  }
  put(shown, rows.length, false);
  return parts;
}
