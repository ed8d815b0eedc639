/** The document around every page: language, theme and faces, decided before the first byte. */
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { LanguageProvider } from "@/lib/i18n/client";
import { requestLanguage } from "@/lib/i18n/server";
import { readTheme, themeAttribute, themeCookie } from "@/lib/theme";
import { StyleNonce } from "@/ui/style-nonce";
import { fontVariables } from "@/ui/theme/fonts";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Sala", template: "%s · Sala" } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [language, jar, head] = await Promise.all([requestLanguage(), cookies(), headers()]);
  const theme = themeAttribute(readTheme(jar.get(themeCookie)?.value));
  return (
    <html lang={language} data-theme={theme} className={fontVariables}>
      <body>
        <StyleNonce nonce={head.get("x-nonce") ?? undefined} />
        <LanguageProvider language={language}>{children}</LanguageProvider>
      </body>
    </html>
  );
}
