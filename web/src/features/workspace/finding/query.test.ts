import { expect, test } from "vitest";
import { splitQuery } from "./query";

test.each([
  ["windows", "windows", undefined],
  ["windows:29", "windows", 29],
  ["windows:", "windows", undefined],
  [":29", "", 29],
  [":0", "", 1],
  ["a:b:3", "a:b", 3],
  ["  x ", "x", undefined],
  ["", "", undefined],
])("%j asks for %j at line %s", (query, name, line) => {
  expect(splitQuery(query)).toEqual({ name, line });
});
