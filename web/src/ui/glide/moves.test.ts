import { expect, test } from "vitest";
import { findMoves } from "./moves";

const before = new Map([
  ["harbour", 0],
  ["tides", 60],
  ["survey", 120],
]);

test("the first drawing moves nothing", () => {
  expect(findMoves(undefined, before)).toEqual([]);
});

test("an item that came on top pushes the others down from where they stood", () => {
  const after = new Map([
    ["new", 0],
    ["harbour", 60],
    ["tides", 120],
    ["survey", 180],
  ]);
  expect(findMoves(before, after)).toEqual([
    { id: "new", from: 0, kind: "new" },
    { id: "harbour", from: -60, kind: "moved" },
    { id: "tides", from: -60, kind: "moved" },
    { id: "survey", from: -60, kind: "moved" },
  ]);
});

test("an item that left lets only those below it move up", () => {
  const after = new Map([
    ["harbour", 0],
    ["survey", 60],
  ]);
  expect(findMoves(before, after)).toEqual([{ id: "survey", from: 60, kind: "moved" }]);
});
