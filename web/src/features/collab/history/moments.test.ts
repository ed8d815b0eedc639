import { expect, test } from "vitest";
import type { StretchView } from "@/contracts/collab";
import { endOf, heightOf, indexAt, momentsOf, nearest, spansOf, ticksOf } from "./moments";

const stretch = (
  first: number,
  last: number,
  begun: string,
  ended: string,
  size = 10,
): StretchView => ({
  first,
  last,
  member: "ada",
  begun: `2026-11-${begun}:00Z`,
  ended: `2026-11-${ended}:00Z`,
  added: size,
  removed: 0,
  causes: [],
  forgotten: false,
});

const days = [
  stretch(1, 1, "23T09:00", "23T09:00"),
  stretch(2, 31, "23T09:05", "23T09:15"),
  stretch(32, 33, "24T18:00", "24T18:02"),
];

test("work is as long as it took, and a night is no longer than a few minutes", () => {
  const [seed, morning, evening] = spansOf(days);
  expect(seed?.from).toBe(0);
  expect(evening?.to).toBeCloseTo(1);
  const long = (morning?.to ?? 0) - (morning?.from ?? 0);
  const night = (evening?.from ?? 0) - (morning?.to ?? 0);
  expect(long).toBeGreaterThan(4 * night);
  expect([seed?.pause, morning?.pause, evening?.pause]).toEqual([true, false, true]);
});

test("a stretch is walked through in a few even steps and ends at its last update", () => {
  const moments = momentsOf(days, spansOf(days), [], 3);
  expect(moments.map(({ sequence }) => sequence)).toEqual([1, 11, 21, 31, 32, 33]);
  expect(moments.map((moment) => moment.stretch)).toEqual([0, 1, 1, 1, 2, 2]);
  expect(moments[3]?.at).toBe("2026-11-23T09:15:00.000Z");
  const places = moments.map(({ place }) => place);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("of what is forgotten only the text at its end is a moment", () => {
  const old = { ...stretch(1, 31, "23T09:15", "23T09:15"), member: null, forgotten: true };
  const left = [old, ...days.slice(2)];
  expect(momentsOf(left, spansOf(left)).map(({ sequence }) => sequence)).toEqual([31, 32, 33]);
});

test("what has a name is a moment of its own", () => {
  const moments = momentsOf(days, spansOf(days), [12, 31, 99], 3);
  expect(moments.map(({ sequence }) => sequence)).toEqual([1, 11, 12, 21, 31, 32, 33]);
});

test("a place on the line, a stretch and an update each have their moment", () => {
  const moments = momentsOf(days, spansOf(days), [], 3);
  expect(nearest(moments, 0)).toBe(0);
  expect(nearest(moments, 1)).toBe(5);
  expect(endOf(moments, 1)).toBe(3);
  expect(indexAt(moments, 12)).toBe(2);
  expect(indexAt(moments, 99)).toBe(5);
});

test("times are named where work began after a pause, and the day where it changed", () => {
  expect(ticksOf(days, spansOf(days)).map(({ at, day }) => [at, day])).toEqual([
    ["2026-11-23T09:00:00Z", true],
    ["2026-11-24T18:00:00Z", true],
  ]);
  expect(ticksOf(days, spansOf(days), 1)).toHaveLength(1);
});

test("more work is a higher bar, and no bar is higher than its lane", () => {
  expect(heightOf(stretch(1, 1, "23T09:00", "23T09:00", 0))).toBeGreaterThan(0.1);
  expect(heightOf(stretch(1, 1, "23T09:00", "23T09:00", 1e9))).toBe(1);
});
