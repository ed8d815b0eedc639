/** What is said where there is no page. */
import { translate } from "@/lib/i18n/server";
import { LinkButton } from "@/ui/link-button";
import { Mark } from "@/ui/mark";
import { lostMessages } from "./messages";

export default async function NotFound() {
  const t = await translate(lostMessages);
  return (
    <main className="grid min-h-dvh place-items-center px-5">
      <div className="w-full max-w-120">
        <Mark className="mb-5" />
        <h1 className="text-head tracking-title text-balance">{t.notFound}</h1>
        <p className="mt-2 mb-6 text-read text-pretty text-ink-muted">{t.notFoundHow}</p>
        <LinkButton href="/">{t.toStart}</LinkButton>
      </div>
    </main>
  );
}
