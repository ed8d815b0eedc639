import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { latestIn, mapRuns, runAt, runsOf, type Changed, type Run } from "./runs";

const view = (start: number, length: number, member: string, at = "2026-11-23T09:00:00Z") => ({
  start,
  length,
  member,
  at,
  cause: null,
  forgotten: false,
});

const told = (runs: readonly Run[] | undefined) =>
  runs?.map(({ from, to, by }) => `${from}-${to} ${by?.member ?? "new"}`);

function changed(length: number, spec: Parameters<typeof ChangeSet.of>[0]): readonly Changed[] {
  const ranges: Changed[] = [];
  ChangeSet.of(spec, length).iterChangedRanges((fromA, toA, fromB, toB) =>
    ranges.push({ fromA, toA, fromB, toB }),
  );
  return ranges;
}

test("letters outside of the first plane take two places", () => {
  expect(told(runsOf("a𝄞b", [view(0, 2, "ada"), view(2, 1, "bob")]))).toEqual([
    "0-3 ada",
    "3-4 bob",
  ]);
});

test("a run keeps the program that brought it", () => {
  const cause = { program: "git", member: "ada" };
  const runs = runsOf("ab", [{ ...view(0, 2, "ada"), member: null, cause }]);
  expect(runs?.[0]?.by?.cause).toBe(cause);
});

test("runs of another text are refused", () => {
  expect(runsOf("abc", [view(0, 2, "ada")])).toBeUndefined();
  expect(runsOf("a", [view(0, 2, "ada")])).toBeUndefined();
});

const both: readonly Run[] = [
  { from: 0, to: 4, by: { member: "ada", at: "1" } },
  { from: 4, to: 8, by: { member: "bob", at: "2" } },
];

test("what is typed inside a run parts it and belongs to nobody yet", () => {
  expect(told(mapRuns(both, changed(8, { from: 2, insert: "xy" })))).toEqual([
    "0-2 ada",
    "2-4 new",
    "4-6 ada",
    "6-10 bob",
  ]);
});

test("what is deleted leaves its run, over the border of two as well", () => {
  expect(told(mapRuns(both, changed(8, { from: 3, to: 6 })))).toEqual(["0-3 ada", "3-5 bob"]);
  expect(told(mapRuns(both, changed(8, { from: 0, to: 8, insert: "z" })))).toEqual(["0-1 new"]);
});

test("several changes at once, at the ends too", () => {
  const spec = [
    { from: 0, insert: "a" },
    { from: 1, to: 2 },
    { from: 8, insert: "b" },
  ];
  expect(told(mapRuns(both, changed(8, spec)))).toEqual([
    "0-1 new",
    "1-2 ada",
    "2-4 ada",
    "4-8 bob",
    "8-9 new",
  ]);
});

test("a character has its run, a line the latest of its runs", () => {
  expect(runAt(both, 3)?.by?.member).toBe("ada");
  expect(runAt(both, 4)?.by?.member).toBe("bob");
  expect(runAt(both, 8)).toBeUndefined();
  expect(latestIn(both, 0, 4)?.by?.member).toBe("ada");
  expect(latestIn(both, 0, 8)?.by?.member).toBe("bob");
  expect(latestIn(both, 8, 8)).toBeUndefined();
  expect(latestIn(both, 4, 4)?.by?.member).toBe("bob");
});
