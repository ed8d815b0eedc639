/** How large a file is, as people say it. */
import type { Language } from "@/lib/i18n/language";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** In powers of a thousand, with as many digits as say something. */
export function saySize(bytes: number, language: Language): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power] ?? "byte",
    unitDisplay: power === 0 ? "long" : "short",
    maximumSignificantDigits: power === 0 ? 3 : 2,
  }).format(bytes / 1000 ** power);
}
