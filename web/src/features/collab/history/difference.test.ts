import { expect, test } from "vitest";
import { counts, difference, fold, type Row } from "./difference";

const told = (rows: readonly Row[]) => rows.map(({ sign, text }) => sign + text).join("|");
const before = (rows: readonly Row[]) =>
  rows.filter(({ sign }) => sign !== "+").map(({ text }) => text);
const after = (rows: readonly Row[]) =>
  rows.filter(({ sign }) => sign !== "-").map(({ text }) => text);

test("what goes stands before what comes in its place", () => {
  expect(told(difference("a\nb\nc", "a\nx\ny\nc"))).toBe(" a|-b|+x|+y| c");
  expect(told(difference("a", "a"))).toBe(" a");
  expect(told(difference("", "a"))).toBe("-|+a");
  expect(told(difference("a\nb", "b\na"))).toBe("-a| b|+a");
});

test("rows carry the numbers of their lines on both sides", () => {
  const rows = difference("a\nb\nc", "b\nc\nd");
  expect(rows.map((row) => [row.old, row.new])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [0, 3],
  ]);
});

test("both texts come out of any difference, and no line goes that could stay", () => {
  let seed = 7;
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 200; round += 1) {
    const make = () => Array.from({ length: chance(12) + 1 }, () => "abcd"[chance(4)] ?? "a");
    const [old, next] = [make(), make()];
    const rows = difference(old.join("\n"), next.join("\n"));
    expect(before(rows)).toEqual(old);
    expect(after(rows)).toEqual(next);
    const { added, removed } = counts(rows);
    expect(added + removed).toBe(old.length + next.length - 2 * longestCommon(old, next));
  }
});

function longestCommon(left: readonly string[], right: readonly string[]): number {
  const best = Array.from({ length: left.length + 1 }, () =>
    Array<number>(right.length + 1).fill(0),
  );
  left.forEach((one, i) =>
    right.forEach((other, j) => {
      const row = best[i + 1] ?? [];
      row[j + 1] =
        one === other ? (best[i]?.[j] ?? 0) + 1 : Math.max(best[i]?.[j + 1] ?? 0, row[j] ?? 0);
    }),
  );
  return best.at(-1)?.at(-1) ?? 0;
}

test("texts with nothing in common are told apart as wholes, quickly", () => {
  const many = (letter: string) =>
    Array.from({ length: 6_000 }, (_, n) => `${letter}${n}`).join("\n");
  expect(counts(difference(many("a"), many("b")))).toEqual({ added: 6_000, removed: 6_000 });
});

test("long stretches without a change are folded, short ones are not", () => {
  const rows = difference(
    Array.from({ length: 30 }, (_, n) => `${n}`).join("\n"),
    Array.from({ length: 30 }, (_, n) => (n === 15 ? "new" : `${n}`)).join("\n"),
  );
  const parts = fold(rows, { around: 3, least: 5 });
  expect(parts.map(({ folded, from, rows: { length } }) => [folded, from, length])).toEqual([
    [true, 0, 12],
    [false, 12, 8],
    [true, 20, 11],
  ]);
  expect(fold(rows, { around: 3, least: 50 })).toHaveLength(1);
});
