import { expect, test } from "vitest";
import type { RunView } from "@/contracts/collab";
import { authorOf, causeOf, linesWritten, withEdits, workerOf } from "./authors";
import { historyMessages } from "./messages";

const run = (start: number, length: number, member: string | null, at: string): RunView => ({
  start,
  length,
  member,
  at,
  cause: null,
  forgotten: false,
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
  const named = (member: string | null) => authorOf({ member }, people, historyMessages.en);
  expect(named("ada")).toMatchObject({ name: "Ada", slot: 3 });
  expect(named(null)).toMatchObject({ name: "On disk", slot: 0, kind: "disk" });
  expect(named("x").name).toBe("Somebody who left");
});

test("git and other programs are named with who had them run, and have a letter", () => {
  const people = new Map([["ada", { member: "ada", name: "Ada", slot: 3 }]]);
  const named = (program: string, member: string | null, t = historyMessages.en) =>
    authorOf({ member: null, cause: { program, member } }, people, t);
  expect(named("git", "ada")).toMatchObject({
    name: "git checkout, by Ada",
    kind: "program",
    letter: "G",
    slot: 0,
  });
  expect(named("git", null)).toMatchObject({ name: "git", kind: "program", letter: "G" });
  expect(named("prettier", "ada").name).toBe("prettier, by Ada");
  expect(named("git", "x").name).toBe("git checkout, by Somebody who left");
  expect(named("git", "ada", historyMessages.th).name).toBe("git checkout โดย Ada");
  expect(named("git", null).id).not.toBe(named("git", "ada").id);
});

test("a stretch of work is a program's when that brought every update of it", () => {
  const git = { program: "git", member: null };
  const stretch = { first: 2, last: 3, member: null, added: 1, removed: 0, causes: [git, git] };
  const at = "2026-11-23T09:00:00Z";
  const work = { ...stretch, begun: at, ended: at, forgotten: false };
  expect(causeOf(work)).toBe(git);
  expect(causeOf({ ...work, causes: [git] })).toBeUndefined();
  expect(causeOf({ ...work, causes: [git, { ...git, program: "sed" }] })).toBeUndefined();
  expect(workerOf({ ...work, causes: [] }, new Map(), historyMessages.en).kind).toBe("disk");
});

test("what is older than history is kept is nobody's, and before a day", () => {
  const old = { member: null, cause: null, forgotten: true, at: "2026-11-23T09:00:00Z" };
  const named = (t = historyMessages.en) => authorOf(old, new Map(), t);
  expect(named()).toMatchObject({ name: "Before 23 Nov 2026", kind: "forgotten", slot: 0 });
  expect(named(historyMessages.th).name).toBe("ก่อน 23 พ.ย. 2569");
});
