"use client";
/** Theme and language; both change at once. */
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { isLanguage, languageNames, languages } from "@/lib/i18n/language";
import { readTheme, themes } from "@/lib/theme";
import { useSetLanguage, useTheme } from "@/lib/use-preferences";
import { Select } from "@/ui/select";
import { settingsMessages } from "./messages";

export function Appearance() {
  const t = useMessages(settingsMessages);
  const [theme, setTheme] = useTheme();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  return (
    <div className="grid max-w-85 gap-4">
      <Select
        label={t.theme}
        size="large"
        value={theme}
        choices={themes.map((value) => ({ value, label: t[value] }))}
        onChange={(event) => setTheme(readTheme(event.target.value))}
      />
      <Select
        label={t.language}
        size="large"
        value={language}
        choices={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(event) => {
          if (isLanguage(event.target.value)) setLanguage(event.target.value);
        }}
      />
    </div>
  );
}
