import { expect, test } from "vitest";
import { nextPage } from "./next-page";

test.each([
  ["/people", "/people"],
  ["/w/harbour?file=a%20b.py#L3", "/w/harbour?file=a%20b.py#L3"],
  [undefined, "/"],
  [["/people", "/settings"], "/"],
  ["", "/"],
  ["people", "/"],
  ["//evil.example/x", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("%j leads to %s", (asked, page) => {
  expect(nextPage(asked)).toBe(page);
});
