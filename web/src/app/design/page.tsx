/** /design: every part of the design system, in both themes and both languages side by side. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LanguageProvider } from "@/lib/i18n/client";
import { languages, languageNames } from "@/lib/i18n/language";
import { cx } from "@/ui/cx";
import { PageTools } from "@/ui/shell/page-tools";
import { Controls } from "./controls";
import { Ground } from "./ground";
import { Lists } from "./lists";
import { Overlays } from "./overlays";
import { States } from "./states";

export const metadata: Metadata = { title: "Design" };

const schemes = [
  ["light", "scheme-light"],
  ["dark", "scheme-dark"],
] as const;

export default function Design() {
  // For those who build Sala; an installation shows it when asked to.
  if (process.env.NODE_ENV === "production" && process.env.SALA_DESIGN !== "1") notFound();
  return (
    <main className="grid grid-cols-1 wide:grid-cols-2">
      <h1 className="sr-only">Design</h1>
      {languages.flatMap((language) =>
        schemes.map(([scheme, schemeClass]) => (
          <section
            key={`${language}-${scheme}`}
            lang={language}
            aria-label={`${languageNames[language]}, ${scheme}`}
            className={cx("min-w-0 bg-surface p-6 text-ui text-ink tablet:p-8", schemeClass)}
          >
            <LanguageProvider language={language}>
              <p className="mb-6 text-small text-ink-muted">
                {languageNames[language]} · {scheme}
              </p>
              <div className="grid grid-cols-1 gap-10">
                <Ground />
                <Controls />
                <Lists />
                <States />
                <Overlays />
              </div>
            </LanguageProvider>
          </section>
        )),
      )}
      <PageTools places={[]} />
    </main>
  );
}
