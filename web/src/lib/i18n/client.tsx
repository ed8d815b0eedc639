"use client";
/** The visitor's language in the browser: given once by the root layout, read by any component. */
import { createContext, use, type ReactNode } from "react";
import type { Language } from "./language";
import type { Messages, Words } from "./messages";

const LanguageContext = createContext<Language>("en");

export interface LanguageProviderProps {
  readonly language: Language;
  readonly children: ReactNode;
}

export function LanguageProvider({ language, children }: LanguageProviderProps) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return use(LanguageContext);
}

/** The words of one message set in the visitor's language, for a Client Component. */
export function useMessages<English>(messages: Messages<English>): Words<English> {
  return messages[use(LanguageContext)];
}
