/** Refusals in the visitor's language, by their stable code. */
import { useEffect, useState } from "react";
import { readProblem, type Problem } from "../api/problem";
import { useLanguage } from "../i18n/client";
import type { Language } from "../i18n/language";

/** What each code means, in one language. A code that is not here is said in the server's own words. */
export type ProblemWords = Readonly<Record<string, string>>;

export type Problems = Readonly<Record<Language, ProblemWords>>;

/** Both languages have to know the same codes. */
export function defineProblems<const English extends ProblemWords>(
  english: English,
  thai: Readonly<Record<keyof English, string>>,
): Problems {
  return { en: english, th: thai };
}

/** Here from the start: what says it cannot be fetched any more when it is needed. */
const unreachable: Readonly<Record<Language, string>> = {
  en: "Sala does not answer. Nothing you wrote is lost. Try again in a moment.",
  th: "Sala ไม่ตอบสนอง สิ่งที่คุณเขียนไม่หายไป โปรดลองอีกครั้งในอีกสักครู่",
};

/** A refusal as one sentence: in the visitor's language where it is known, else as the server said it. */
export function sayProblem(
  problem: Problem,
  language: Language,
  ...known: readonly Problems[]
): string {
  if (problem.code === "sala.unreachable") return unreachable[language];
  for (const words of known) {
    const said = words[language][problem.code];
    if (said !== undefined) return said;
  }
  return problem.detail === "" ? problem.code : problem.detail;
}

/** Fetches the words of one feature, and of what all may meet. */
export type LoadProblems = () => Promise<readonly Problems[]>;

const fetched = new Map<LoadProblems, readonly Problems[]>();

/** Has the words of one feature here, where they can be fetched: else the server's own are said. */
export async function fetchWords(load: LoadProblems): Promise<void> {
  if (fetched.has(load)) return;
  await load().then(
    (words) => fetched.set(load, words),
    () => undefined,
  );
}

/** Reads a refusal as it arrives, and has its words here. */
export async function readWithWords(error: unknown, load: LoadProblems): Promise<Problem> {
  const problem = readProblem(error);
  if (problem.code !== "sala.unreachable") await fetchWords(load);
  return problem;
}

/** Says refusals of one feature, once its words are here. */
export function useProblemWords(load: LoadProblems): (problem: Problem) => string {
  const language = useLanguage();
  return (problem) => sayProblem(problem, language, ...(fetched.get(load) ?? []));
}

/** Says why a question was refused; nothing while it was not, or while the words are on their way. */
export function useRefusalWords(error: unknown, load: LoadProblems): string {
  const say = useProblemWords(load);
  const [refused, setRefused] = useState<{ readonly by: unknown; readonly problem: Problem }>();
  useEffect(() => {
    if (error)
      void readWithWords(error, load).then((problem) => setRefused({ by: error, problem }));
  }, [error, load]);
  return error && refused?.by === error ? say(refused.problem) : "";
}
