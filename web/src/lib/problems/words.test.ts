import { expect, test } from "vitest";
import type { Problem } from "../api/problem";
import { defineProblems, sayProblem } from "./words";

const own = defineProblems({ "test.taken": "It is taken." }, { "test.taken": "มีแล้ว" });

function problem(code: string, detail = ""): Problem {
  return { status: 409, code, title: "", detail, fields: {}, request: "" };
}

test("a known code is said in the visitor's language", () => {
  expect(sayProblem(problem("test.taken", "Taken"), "th", own)).toBe("มีแล้ว");
  expect(sayProblem(problem("test.taken", "Taken"), "en", own)).toBe("It is taken.");
});

test("what every feature may meet is known without being repeated", () => {
  expect(sayProblem(problem("sala.unreachable"), "en", own)).toMatch(/^Sala does not answer/);
});

test("an unknown code is said in the server's words, and never with nothing", () => {
  expect(sayProblem(problem("test.new", "The moon is wrong."), "th", own)).toBe(
    "The moon is wrong.",
  );
  expect(sayProblem(problem("test.new"), "en", own)).not.toBe("");
});
