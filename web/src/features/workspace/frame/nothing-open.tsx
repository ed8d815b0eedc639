"use client";
/** The desk while nothing lies on it: how to take something. */
import { useMessages } from "@/lib/i18n/client";
import { Keys } from "@/ui/kbd";
import { openPalette } from "@/ui/shell/palette-switch";
import type { Desk } from "../desk/desk";
import { deskMessages } from "../desk/messages";

export function NothingOpen({ desk }: { readonly desk: Desk }) {
  const t = useMessages(deskMessages);
  const ways = [
    { label: t.openByName, keys: "Ctrl P", run: () => openPalette("things") },
    { label: t.findInFiles, keys: "Ctrl Shift F", run: () => desk.showSide("search") },
  ];
  return (
    <div className="grid min-h-0 flex-1 place-items-center p-6">
      <div className="max-w-80 text-center">
        <p className="font-medium">{t.nothingOpen}</p>
        <p className="mt-1 text-balance text-ink-muted">{t.nothingOpenHint}</p>
        <ul className="mt-4 grid gap-1">
          {ways.map(({ label, keys, run }) => (
            <li key={keys}>
              <button
                type="button"
                onClick={run}
                className="flex min-h-control w-full items-center justify-between gap-6 rounded-control px-2 text-ink-muted hover:bg-surface-hover hover:text-ink pointer-coarse:min-h-touch"
              >
                {label}
                <Keys chord={keys} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
