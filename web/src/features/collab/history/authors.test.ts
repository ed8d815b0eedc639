import { expect, test } from "vitest";
import type { RunView } from "@/contracts/collab";
import { authorOf, linesWritten, withEdits } from "./authors";
import { historyMessages } from "./messages";

const run = (start: number, length: number, member: string | null, at: string): RunView => ({
  start,
  length,
  member,
  at,
});

test("a line belongs to whoever wrote in it last, letters counted as people count them", () => {
  const runs = [
    run(0, 4, null, "2026-11-23T09:00:00Z"),
    run(4, 2, "ada", "2026-11-23T10:00:00Z"),
    run(6, 3, "bob", "2026-11-23T09:30:00Z"),
  ];
  // "𝄞" is two units of UTF-16 and one letter.
  const lines = linesWritten("a𝄞b\ncd\nef", runs);
  expect(lines.map((line) => line?.member)).toEqual([null, "ada", "bob"]);
});

test("an empty line is whoever's who ended it, and a full one is not", () => {
  const runs = [
    run(0, 1, "ada", "2026-11-23T09:00:00Z"),
    run(1, 2, "bob", "2026-11-23T10:00:00Z"),
    run(3, 1, "ada", "2026-11-23T09:00:00Z"),
  ];
  expect(linesWritten("a\n\nb", runs).map((line) => line?.member)).toEqual(["ada", "bob", "ada"]);
});

test("an empty last line has no author", () => {
  expect(linesWritten("a\n", [run(0, 2, "ada", "2026-11-23T09:00:00Z")])[1]).toBeUndefined();
  expect(linesWritten("", [])).toEqual([undefined]);
});

test("edits that count letters are made in order", () => {
  const edits = [
    { start: 1, removed: "𝄞", inserted: "" },
    { start: 3, removed: "", inserted: "!" },
  ];
  expect(withEdits("a𝄞bc", edits)).toBe("ab!c");
  expect(withEdits("same", [])).toBe("same");
});

test("a program and somebody who left are named as what they are", () => {
  const people = new Map([["ada", { member: "ada", name: "Ada", slot: 3 }]]);
  expect(authorOf("ada", people, historyMessages.en)).toMatchObject({ name: "Ada", slot: 3 });
  expect(authorOf(null, people, historyMessages.en)).toMatchObject({ name: "On disk", slot: 0 });
  expect(authorOf("x", people, historyMessages.en).name).toBe("Somebody who left");
});
