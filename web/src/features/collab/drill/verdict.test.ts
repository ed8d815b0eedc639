import { expect, test } from "vitest";
import { drillMessages } from "./messages";
import { verdictOf } from "./verdict";

const figures = {
  edits: 90,
  acknowledged: 80,
  lost: 0,
  doubled: 0,
  files_apart: 0,
  cuts: 2,
  kills: 1,
  resets: 1,
  median_seconds: 1,
  longest_seconds: 1,
};
const ended = { state: "finished", figures, why: null, detail: "" } as const;
const { en } = drillMessages;

test("a drill that runs, or none, means nothing yet", () => {
  expect(verdictOf({ ...ended, state: "none", figures: null }, en)).toBeUndefined();
  expect(verdictOf({ ...ended, state: "running", figures: null }, en)).toBeUndefined();
});

test("nothing lost and nothing doubled is good", () => {
  expect(verdictOf(ended, en)).toEqual({ good: true, sentence: en.good(80), words: "" });
});

test.each(["lost", "doubled", "files_apart"])("a single one %s is not good", (what) => {
  const verdict = verdictOf({ ...ended, figures: { ...figures, [what]: 1 } }, en);
  expect(verdict?.good).toBe(false);
});

test("a drill that broke off is never good, and says its last words", () => {
  const broken = { state: "failed", figures: null, why: "broke", detail: "OSError" } as const;
  expect(verdictOf(broken, en)).toEqual({ good: false, sentence: en.broke, words: "OSError" });
  expect(verdictOf({ ...broken, why: "too_long" }, en)?.sentence).toBe(en.tooLong);
});
