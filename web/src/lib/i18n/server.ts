/** The visitor's language on the server, read once per request from cookie and header. */
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { chooseLanguage, languageCookie, type Language } from "./language";
import type { Messages, Words } from "./messages";

export const requestLanguage = cache(async (): Promise<Language> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return chooseLanguage(jar.get(languageCookie)?.value, head.get("accept-language"));
});

/** The words of one message set in the visitor's language, for a Server Component. */
export async function translate<English>(messages: Messages<English>): Promise<Words<English>> {
  return messages[await requestLanguage()];
}
