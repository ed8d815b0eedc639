/** Refusals in the visitor's language, by their stable code. */
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

const general = defineProblems(
  {
    "sala.unreachable": "Sala does not answer. Nothing you wrote is lost. Try again in a moment.",
    "kernel.unauthenticated": "You are signed out. Sign in again to go on.",
    "kernel.forbidden": "You may not do this. Ask an owner of this Sala.",
    "kernel.not_found": "It is not there any more.",
    "kernel.too_large": "This is too large.",
    "kernel.too_many": "That was too often. Wait a little and try again.",
    "kernel.unavailable": "This does not work right now. Try again in a moment.",
    "kernel.out_of_space": "The disk is full. Nothing was changed.",
    "kernel.failure": "Something went wrong on the server. Nothing was changed.",
    "kernel.invalid_fields": "Something here cannot be used as it is.",
  },
  {
    "sala.unreachable": "Sala ไม่ตอบสนอง สิ่งที่คุณเขียนไม่หายไป โปรดลองอีกครั้งในอีกสักครู่",
    "kernel.unauthenticated": "คุณออกจากระบบแล้ว โปรดเข้าสู่ระบบอีกครั้งเพื่อทำต่อ",
    "kernel.forbidden": "คุณไม่มีสิทธิ์ทำสิ่งนี้ โปรดติดต่อเจ้าของ Sala",
    "kernel.not_found": "ไม่มีสิ่งนี้อยู่แล้ว",
    "kernel.too_large": "ขนาดใหญ่เกินไป",
    "kernel.too_many": "ทำถี่เกินไป โปรดรอสักครู่แล้วลองใหม่",
    "kernel.unavailable": "ตอนนี้ยังทำไม่ได้ โปรดลองอีกครั้งในอีกสักครู่",
    "kernel.out_of_space": "ดิสก์เต็ม ไม่มีอะไรเปลี่ยนแปลง",
    "kernel.failure": "เซิร์ฟเวอร์เกิดข้อผิดพลาด ไม่มีอะไรเปลี่ยนแปลง",
    "kernel.invalid_fields": "มีบางช่องที่ยังใช้ไม่ได้",
  },
);

/** A refusal as one sentence: in the visitor's language where it is known, else as the server said it. */
export function sayProblem(problem: Problem, language: Language, own: Problems): string {
  const words = own[language][problem.code] ?? general[language][problem.code];
  if (words !== undefined) return words;
  return problem.detail === "" ? problem.code : problem.detail;
}

/** Says refusals of one feature: `const say = useProblemWords(identityProblems)`. */
export function useProblemWords(own: Problems): (problem: Problem) => string {
  const language = useLanguage();
  return (problem) => sayProblem(problem, language, own);
}
