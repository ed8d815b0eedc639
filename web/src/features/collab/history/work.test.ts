import { expect, test } from "vitest";
import { fromFields, isBackwards, refOf, spanOf, workOf } from "./work";

const span = { since: "2026-11-23T09:00:00Z", until: "2026-11-23T10:00:00.123456Z" };

test("a tab remembers whose work it shows, to the microsecond", () => {
  for (const member of ["ada", null]) {
    expect(workOf(refOf({ member, ...span }))).toEqual({ member, ...span });
  }
  expect(workOf("")).toBeUndefined();
  expect(workOf("member=ada")).toBeUndefined();
});

test("the last hour ends now", () => {
  expect(spanOf("hour", new Date("2026-11-23T10:00:00Z"))).toEqual({
    since: "2026-11-23T09:00:00.000Z",
    until: "2026-11-23T10:00:00.000Z",
  });
});

test("a minute named in a field is taken whole, and nonsense is nothing", () => {
  const found = fromFields("2026-11-23T09:00", "2026-11-23T09:00");
  expect(found && new Date(found.until).getTime() - new Date(found.since).getTime()).toBe(59_999);
  expect(fromFields("", "2026-11-23T09:00")).toBeUndefined();
});

test("a span that ends before it begins is backwards", () => {
  expect(isBackwards(span)).toBe(false);
  expect(isBackwards({ since: span.until, until: span.since })).toBe(true);
});
