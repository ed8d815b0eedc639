"use client";
/** Theme and language as the visitor chose them, changed at once and remembered on this device. */
import { useRouter } from "next/navigation";
import { useCallback, useSyncExternalStore } from "react";
import { forgetCookie, readCookie, writeCookie } from "./cookies";
import { languageCookie, type Language } from "./i18n/language";
import { readTheme, themeAttribute, themeCookie, type Theme } from "./theme";

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setTheme(theme: Theme) {
  const attribute = themeAttribute(theme);
  if (attribute === undefined) {
    forgetCookie(themeCookie);
    delete document.documentElement.dataset.theme;
  } else {
    writeCookie(themeCookie, attribute);
    document.documentElement.dataset.theme = attribute;
  }
  listeners.forEach((listener) => listener());
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    subscribe,
    () => readTheme(readCookie(themeCookie)),
    () => "system" as const,
  );
  return [theme, setTheme];
}

/** Changes the language of every page; the server then answers in it. */
export function useSetLanguage(): (language: Language) => void {
  const router = useRouter();
  return useCallback(
    (language) => {
      writeCookie(languageCookie, language);
      router.refresh();
    },
    [router],
  );
}
