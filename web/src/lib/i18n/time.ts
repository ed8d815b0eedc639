/** Days and moments in words, in a language and a time zone. */
import type { Language } from "./language";

const locales: Readonly<Record<Language, string>> = { en: "en-GB", th: "th-TH" };

const justNow: Readonly<Record<Language, string>> = { en: "just now", th: "เมื่อสักครู่" };

const steps = [
  { unit: "minute", seconds: 60 },
  { unit: "hour", seconds: 3_600 },
  { unit: "day", seconds: 86_400 },
] as const;

/** "23 Nov 2026"; in Thai the Buddhist year, as people write it. */
export function sayDay(at: Date, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeZone }).format(at);
}

/** "just now", "12 minutes ago", "yesterday"; the day itself once it is more than six days ago. */
export function sayAgo(at: Date, now: Date, language: Language, timeZone?: string): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1_000);
  const words = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  if (Math.abs(seconds) < 60) return justNow[language];
  if (Math.abs(seconds) >= 7 * 86_400) return sayDay(at, language, timeZone);
  const step = steps.findLast((one) => Math.abs(seconds) >= one.seconds) ?? steps[0];
  return words.format(-Math.trunc(seconds / step.seconds), step.unit);
}
