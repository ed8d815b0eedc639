"use client";
/** What every page behind the door has: the palette, the keys, the toasts, and how it looks and speaks. */
import { useRouter } from "next/navigation";
import { useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { lazily } from "@/lib/lazily";
import type { Action } from "@/lib/actions/registry";
import { useActionKeys } from "@/lib/actions/use-action-keys";
import { useActions } from "@/lib/actions/use-actions";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { languageNames, languages } from "@/lib/i18n/language";
import { useSetLanguage, useTheme } from "@/lib/use-preferences";
import type { PaletteMode } from "../palette/command-palette";
import { pageToasts } from "../toast/toasts";
import { shellMessages } from "./messages";
import { openPalette, paletteOpened } from "./palette-switch";
import { TypingAhead } from "./typing-ahead";

// Neither is there before somebody asks for it.
const CommandPalette = lazily(
  () => import("../palette/command-palette").then((module) => module.CommandPalette),
  TypingAhead,
);
const Toaster = lazily(() => import("../toast/toaster").then((module) => module.Toaster));

export interface Place {
  readonly href: string;
  readonly label: string;
}

export interface PageToolsProps {
  /** Where one can go from here; the palette offers each. */
  readonly places: readonly Place[];
  /** Offers what nobody has a key for: it is there from when the palette is first asked for. */
  readonly further?: ReactNode;
}

const everywhere = (actions: readonly Action[]): readonly Action[] =>
  actions.map((action) => ({ ...action, reach: "everywhere" }));

function useShellActions(places: readonly Place[]): readonly Action[] {
  const t = useMessages(shellMessages);
  const router = useRouter();
  const [theme, setTheme] = useTheme();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  return useMemo(() => {
    const go = places.map(({ href, label }): Action => ({
      id: `go:${href}`,
      label,
      group: t.go,
      run: () => router.push(href),
    }));
    const looks = (["light", "dark", "system"] as const)
      .filter((other) => other !== theme)
      .map((other): Action => ({
        id: `theme:${other}`,
        label: t[other],
        group: t.appearance,
        also: "theme ธีม",
        run: () => setTheme(other),
      }));
    const speaks = languages
      .filter((other) => other !== language)
      .map((other): Action => ({
        id: `language:${other}`,
        label: t.speak(languageNames[other]),
        group: t.appearance,
        also: "language ภาษา English ไทย",
        run: () => setLanguage(other),
      }));
    return everywhere([...go, ...looks, ...speaks]);
  }, [places, t, router, theme, setTheme, language, setLanguage]);
}

function usePaletteKeys() {
  const t = useMessages(shellMessages);
  useActions(
    useMemo(
      () =>
        everywhere([
          {
            id: "palette:everything",
            label: t.everything,
            group: t.go,
            keys: "Ctrl K",
            run: () => openPalette("everything"),
          },
          {
            id: "palette:things",
            label: t.things,
            group: t.go,
            keys: "Ctrl P",
            run: () => openPalette("things"),
          },
          {
            id: "palette:actions",
            label: t.allActions,
            group: t.go,
            keys: "Ctrl /",
            run: () => openPalette("everything"),
          },
        ]),
      [t],
    ),
  );
}

export function PageTools({ places, further }: PageToolsProps) {
  useActions(useShellActions(places));
  usePaletteKeys();
  useActionKeys();
  const toast = useSyncExternalStore(pageToasts.subscribe, pageToasts.current, () => undefined);
  const opened = useSyncExternalStore(
    paletteOpened.subscribe,
    paletteOpened.current,
    () => undefined,
  );
  const [query, setQuery] = useState("");
  const [toasted, setToasted] = useState(false);
  if (toast !== undefined && !toasted) setToasted(true);
  return (
    <>
      {opened !== undefined && further}
      {opened !== undefined && (
        <CommandPalette
          mode={opened.mode satisfies PaletteMode}
          open={opened.open}
          onOpenChange={(open) => {
            if (open) return;
            setQuery("");
            paletteOpened.close();
          }}
          query={query}
          onQueryChange={setQuery}
          onFocusBack={() => paletteOpened.focusBack()}
        />
      )}
      {toasted && <Toaster />}
    </>
  );
}
