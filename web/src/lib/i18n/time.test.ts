import { expect, test } from "vitest";
import { sayAgo, sayDay } from "./time";

const now = new Date("2026-11-23T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test.each([
  [5, "just now"],
  [90, "1 minute ago"],
  [12 * 60, "12 minutes ago"],
  [3 * 3_600, "3 hours ago"],
  [30 * 3_600, "yesterday"],
  [6 * 86_400, "6 days ago"],
  [8 * 86_400, "15 Nov 2026"],
  [-7 * 60, "in 7 minutes"],
])("%i seconds ago is said as %s", (seconds, words) => {
  expect(sayAgo(ago(seconds), now, "en", "UTC")).toBe(words);
});

test("Thai counts in its own words and years", () => {
  expect(sayAgo(ago(12 * 60), now, "th")).toBe("12 นาทีที่ผ่านมา");
  expect(sayDay(now, "th", "UTC")).toContain("2569");
});

test("a day is the visitor's day", () => {
  expect(sayDay(new Date("2026-11-23T22:00:00Z"), "en", "Asia/Bangkok")).toBe("24 Nov 2026");
});
