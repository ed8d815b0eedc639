import { expect, test } from "vitest";
import type { LineView } from "@/contracts/workspace";
import { changedLines } from "./changed-lines";

/** Lines as git would number them, from signs and texts. */
function hunk(oldStart: number, newStart: number, ...rows: string[]) {
  let [old, next] = [oldStart, newStart];
  const lines = rows.map((row): LineView => {
    const sign = row.slice(0, 1);
    const line = {
      sign,
      text: row.slice(1),
      old: sign === "+" ? 0 : old,
      new: sign === "-" ? 0 : next,
    };
    if (sign !== "+") old += 1;
    if (sign !== "-") next += 1;
    return line;
  });
  return { header: "", lines };
}

test("a changed line is marked where it is now", () => {
  expect(changedLines({ hunks: [hunk(1, 1, " a", "-b", "+B", " c")] })).toEqual([
    { from: 2, to: 2, kind: "changed" },
  ]);
});

test("added lines are one run", () => {
  expect(changedLines({ hunks: [hunk(5, 7, " a", "+x", "+y", " b")] })).toEqual([
    { from: 8, to: 9, kind: "changed" },
  ]);
});

test("removed lines leave a mark before the line that follows", () => {
  expect(changedLines({ hunks: [hunk(1, 1, " a", "-b", "-c", " d")] })).toEqual([
    { from: 2, to: 2, kind: "gone" },
  ]);
});

test("several hunks are several runs, and a new file is all new", () => {
  const lines = changedLines({ hunks: [hunk(1, 1, "-a", "+A"), hunk(40, 40, " x", "+y")] });
  expect(lines).toEqual([
    { from: 1, to: 1, kind: "changed" },
    { from: 41, to: 41, kind: "changed" },
  ]);
  expect(changedLines({ hunks: [hunk(0, 1, "+a", "+b")] })).toEqual([
    { from: 1, to: 2, kind: "changed" },
  ]);
});
