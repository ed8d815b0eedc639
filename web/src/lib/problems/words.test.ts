import { expect, test } from "vitest";
import type { Problem } from "../api/problem";
import { defineProblems, readWithWords, sayProblem } from "./words";

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

const refused = Object.assign(new Error("Taken"), { data: { refusal: "test.taken" } });

test("the words of a refusal are fetched when it arrives, and once", async () => {
  let times = 0;
  const load = () => Promise.resolve([own].slice(0, (times += 1)));
  expect(times).toBe(0);
  expect((await readWithWords(refused, load)).code).toBe("test.taken");
  await readWithWords(refused, load);
  expect(times).toBe(1);
});

test("no words are fetched of a server that does not answer, and none are waited for in vain", async () => {
  const fail = () => Promise.reject(new Error("offline"));
  expect((await readWithWords(refused, fail)).code).toBe("test.taken");
  const never = () => new Promise<never>(() => undefined);
  expect((await readWithWords(new TypeError("fetch failed"), never)).code).toBe("sala.unreachable");
});
