"use client";
/** The two languages side by side; the one in use is not a button. */
import { useLanguage } from "@/lib/i18n/client";
import { languageNames, languages } from "@/lib/i18n/language";
import { useSetLanguage } from "@/lib/use-preferences";

export interface LanguageSwitchProps {
  /** "Language", for screen readers. */
  readonly label: string;
}

export function LanguageSwitch({ label }: LanguageSwitchProps) {
  const current = useLanguage();
  const setLanguage = useSetLanguage();
  return (
    <div role="group" aria-label={label} className="flex items-center gap-4">
      {languages.map((language) =>
        language === current ? (
          <span key={language} lang={language} aria-current="true" className="text-ink">
            {languageNames[language]}
          </span>
        ) : (
          <button
            key={language}
            type="button"
            lang={language}
            onClick={() => setLanguage(language)}
            className="min-h-6 min-w-6 underline underline-offset-3 hover:text-ink pointer-coarse:min-h-touch"
          >
            {languageNames[language]}
          </button>
        ),
      )}
    </div>
  );
}
