import { expect, test } from "vitest";
import { standingOf, worst, wouldLose, type Facts, type Standing } from "./standing";

const calm: Facts = {
  line: "up",
  synced: true,
  edits: 0,
  settled: true,
  kept: true,
  refusal: undefined,
};

test.each<readonly [string, Partial<Facts>, Standing]>([
  ["all acknowledged", {}, { kind: "saved" }],
  ["a first attempt", { line: "first-try", synced: false }, { kind: "opening" }],
  ["connected, nothing received yet", { synced: false }, { kind: "opening" }],
  ["an empty message on its way", { settled: false }, { kind: "opening" }],
  ["edits on their way", { edits: 2, settled: false }, { kind: "saving", edits: 2 }],
  ["a broken line", { line: "down" }, { kind: "offline", edits: 0, kept: true }],
  [
    "a broken line with edits that storage refused",
    { line: "down", edits: 3, kept: false },
    { kind: "offline", edits: 3, kept: false },
  ],
  [
    "a refusal, whatever the line",
    { line: "down", edits: 1, refusal: "gone" },
    { kind: "refused", edits: 1, kept: true, refusal: "gone" },
  ],
])("%s", (_, facts, standing) => {
  expect(standingOf({ ...calm, ...facts })).toEqual(standing);
});

test("only what is neither acknowledged nor kept would be lost", () => {
  expect(wouldLose({ edits: 1, kept: false })).toBe(true);
  expect(wouldLose({ edits: 1, kept: true })).toBe(false);
  expect(wouldLose({ edits: 0, kept: false })).toBe(false);
});

test("several documents together are as safe as the least safe of them", () => {
  expect(worst([])).toEqual({ kind: "saved" });
  expect(worst([{ kind: "saved" }, { kind: "saving", edits: 2 }])).toEqual({
    kind: "saving",
    edits: 2,
  });
  expect(
    worst([
      { kind: "offline", edits: 2, kept: true },
      { kind: "saving", edits: 1 },
      { kind: "offline", edits: 3, kept: false },
    ]),
  ).toEqual({ kind: "offline", edits: 6, kept: false });
});

test("a file that cannot be edited, or is gone, takes nothing from what is saved", () => {
  const refused = (refusal: "not-editable" | "gone" | "signed-out", edits = 0): Standing => ({
    kind: "refused",
    edits,
    kept: true,
    refusal,
  });
  expect(worst([{ kind: "saved" }, refused("not-editable"), refused("gone")])).toEqual({
    kind: "saved",
  });
  expect(worst([{ kind: "saved" }, refused("gone", 2)])).toMatchObject({ kind: "refused" });
  expect(worst([refused("signed-out")])).toMatchObject({ kind: "refused" });
});
