/** Fuzzy matching: the letters of the query in order, better at the beginning of words. */

export interface Match {
  /** Higher is better. */
  readonly score: number;
  /** Indices of the matched code points. */
  readonly positions: readonly number[];
}

const wordStart = /[\s/_.\-·:]/;

function bonus(letters: readonly string[], index: number, previous: number): number {
  if (index === previous + 1) return 8; // runs count most
  if (index === 0) return 6;
  const before = letters[index - 1] ?? "";
  if (wordStart.test(before)) return 5;
  const here = letters[index] ?? "";
  return here !== here.toLocaleLowerCase() && before === before.toLocaleLowerCase() ? 4 : 0;
}

/** Letters from `start` on, each at its first place after the one before. */
function matchFrom(
  letters: readonly string[],
  lower: readonly string[],
  wanted: readonly string[],
  start: number,
): Match | undefined {
  const positions: number[] = [];
  let score = 0;
  let at = start;
  for (const letter of wanted) {
    const found = lower.indexOf(letter, at);
    if (found === -1) return undefined;
    score += 1 + bonus(letters, found, positions.at(-1) ?? -2);
    score -= Math.min(found - at, 3); // a gap costs a little
    positions.push(found);
    at = found + 1;
  }
  return { score: score - letters.length / 100, positions };
}

/** The best match of a query in a text, or nothing. An empty query matches everything equally. */
export function matchText(query: string, text: string): Match | undefined {
  const wanted = [...query.toLocaleLowerCase().replace(/\s+/g, "")];
  if (wanted.length === 0) return { score: 0, positions: [] };
  const letters = [...text];
  const lower = letters.map((letter) => letter.toLocaleLowerCase());
  let best: Match | undefined;
  for (const [start, letter] of lower.entries()) {
    if (letter !== wanted[0]) continue;
    const match = matchFrom(letters, lower, wanted, start);
    if (match === undefined) break; // no later start can match either
    if (best === undefined || match.score > best.score) best = match;
  }
  return best;
}

export interface Ranked<Item> {
  readonly item: Item;
  readonly positions: readonly number[];
}

/** Items that match, best first; equal ones keep their order. `also` is searched, never highlighted. */
export function rank<Item extends { readonly label: string; readonly also?: string }>(
  query: string,
  items: readonly Item[],
): readonly Ranked<Item>[] {
  return items
    .flatMap((item) => {
      const direct = matchText(query, item.label);
      const aside = item.also === undefined ? undefined : matchText(query, item.also);
      if (direct === undefined && aside === undefined) return [];
      const score = Math.max(direct?.score ?? -Infinity, (aside?.score ?? -Infinity) - 4);
      return [{ item, positions: direct?.positions ?? [], score }];
    })
    .sort((left, right) => right.score - left.score)
    .map(({ item, positions }) => ({ item, positions }));
}
