/** The two languages Sala speaks, and how one is chosen from a cookie or an Accept-Language header. */

export const languages = ["en", "th"] as const;
export type Language = (typeof languages)[number];

export const languageCookie = "sala_language";

/** Each language in its own words, for the place where it is chosen. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", th: "ไทย" };

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The cookie wins; then the header's best match by weight (RFC 9110 §12.5.4); then English. */
export function chooseLanguage(
  cookie: string | undefined,
  acceptLanguage: string | null,
): Language {
  if (isLanguage(cookie)) return cookie;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return { language: tag.split("-")[0], weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((left, right) => right.weight - left.weight);
  for (const { language } of wanted) if (isLanguage(language)) return language;
  return "en";
}
