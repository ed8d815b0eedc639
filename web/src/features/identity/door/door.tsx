/** The page at the door: what is asked on one side, what this place is on the other. */
import type { ReactNode } from "react";
import { translate } from "@/lib/i18n/server";
import { Drawing } from "@/ui/drawing";
import { Mark } from "@/ui/mark";
import { LanguageSwitch } from "./language-switch";
import { doorMessages } from "./messages";

export interface DoorProps {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly version?: string | undefined;
  readonly children: ReactNode;
}

export async function Door({ title, lead, version, children }: DoorProps) {
  const t = await translate(doorMessages);
  return (
    <div className="grid min-h-dvh desk:grid-cols-2">
      <div className="flex flex-col px-5 py-6 tablet:px-12 tablet:py-8">
        <header className="flex items-center gap-2.5 text-read font-semibold">
          <Mark />
          Sala
        </header>
        <main className="grid flex-1 place-items-center py-8">
          <div className="w-full max-w-85">
            <h1 className="text-head tracking-title text-balance">{title}</h1>
            {lead !== undefined && (
              <p className="mt-1.5 text-read text-pretty text-ink-muted">{lead}</p>
            )}
            <div className="mt-7">{children}</div>
          </div>
        </main>
        <footer className="flex items-center justify-between gap-4 text-small text-ink-muted">
          <LanguageSwitch label={t.language} />
          {version !== undefined && <span className="tabular-nums">Sala {version}</span>}
        </footer>
      </div>
      <aside className="hidden flex-col items-center justify-center border-s border-line bg-surface-sunken p-12 desk:flex">
        <Drawing label={t.drawing} className="w-110 max-w-full" />
        <p className="mt-7 max-w-75 text-center text-lead text-balance">{t.lead}</p>
        <p className="mt-2 max-w-110 text-center text-balance text-ink-muted">{t.local}</p>
      </aside>
    </div>
  );
}
