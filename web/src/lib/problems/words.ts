/** Refusals in the visitor's language, by their stable code. */
import { useState } from "react";
import type { Problem } from "../api/problem";
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

/**
 * Says refusals of one feature, whose words come with the first: `const say = useProblemWords(…)`.
 *
 * Until they are here nothing is said; when they cannot be fetched, the server's own words are.
 */
export function useProblemWords(load: LoadProblems): (problem: Problem) => string {
  const language = useLanguage();
  const [known, setKnown] = useState<readonly Problems[]>();
  return (problem) => {
    if (known || problem.code === "sala.unreachable")
      return sayProblem(problem, language, ...(known ?? []));
    void load().then(setKnown, () => setKnown([]));
    return "";
  };
}
