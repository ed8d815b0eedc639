/** Moments as a timeline says them: the clock, and the day where it is not today. Pure. */
import type { Language } from "@/lib/i18n/language";

const locales: Readonly<Record<Language, string>> = { en: "en-GB", th: "th-TH" };

/** "14:03". */
export function sayClock(at: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { timeStyle: "short" }).format(new Date(at));
}

/** "23 Nov". */
export function sayShortDay(at: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { day: "numeric", month: "short" }).format(
    new Date(at),
  );
}

/** "23 Nov 2026". */
export function sayDate(at: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium" }).format(new Date(at));
}

/** "14:03", or "23 Nov, 14:03" on another day than `now`'s. */
export function sayMoment(at: string, now: Date, language: Language): string {
  const clock = sayClock(at, language);
  if (new Date(at).toDateString() === now.toDateString()) return clock;
  return `${sayShortDay(at, language)}, ${clock}`;
}

/** "Monday 23 November", to head what happened on one day. */
export function sayWholeDay(at: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(new Date(at));
}

/** As a `datetime-local` field holds it, in the visitor's own zone. */
export function toField(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
