"use client";
/** Everything that can be done or opened here, behind one field: the page's actions and its finders. */
import { useEffect, useState } from "react";
import { rank } from "@/lib/actions/match";
import { hereFirst, type Found } from "@/lib/actions/registry";
import { useRegisteredActions, useRegisteredFinders } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { uiMessages } from "../messages";
import { Palette, type PaletteItem } from "./palette";

/** Actions and things together, or only what finders find (Ctrl P). */
export type PaletteMode = "everything" | "things";

export interface CommandPaletteProps {
  readonly mode: PaletteMode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  readonly onFocusBack?: () => void;
}

interface Runnable extends PaletteItem {
  readonly run: () => void;
}

/** What the finders answer to a query; an answer to an older query is never shown. */
function useFound(query: string, open: boolean) {
  const finders = useRegisteredFinders();
  const [found, setFound] = useState<readonly Runnable[]>([]);
  const [looking, setLooking] = useState(false);
  useEffect(() => {
    if (!open || finders.length === 0) return;
    const stop = new AbortController();
    async function ask() {
      setLooking(true);
      const answers = await Promise.allSettled(
        finders.map(async ({ group, find }) =>
          (await find(query, stop.signal)).map((one: Found): Runnable => ({ ...one, group })),
        ),
      );
      if (stop.signal.aborted) return;
      setFound(answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])));
      setLooking(false);
    }
    // Typing is faster than asking: wait for a short pause.
    const timer = setTimeout(() => void ask(), 60);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [finders, open, query]);
  return { found, looking };
}

export function CommandPalette(props: CommandPaletteProps) {
  const { mode, open, onOpenChange, query, onQueryChange, onFocusBack } = props;
  const t = useMessages(uiMessages);
  const actions = useRegisteredActions();
  const { found, looking } = useFound(query, open);
  const named: readonly Runnable[] = rank(query, hereFirst(actions)).map(({ item, positions }) => ({
    ...item,
    positions,
  }));
  const items =
    mode === "things"
      ? found
      : query === ""
        ? [...lastGroupFirst(named), ...found]
        : [...found.slice(0, 20), ...named];
  return (
    <Palette
      open={open}
      onOpenChange={onOpenChange}
      label={t.find}
      example={t.find}
      query={query}
      onQueryChange={onQueryChange}
      items={byGroup(items)}
      nothing={looking ? t.looking : t.nothingFound}
      onChoose={(item) => item.run()}
      onFocusBack={onFocusBack}
    />
  );
}

/** What the page itself offers is told last and meant most; leaving and settings can wait below. */
function lastGroupFirst<Item extends { readonly group: string }>(items: readonly Item[]) {
  return [...Map.groupBy(items, ({ group }) => group).values()].reverse().flat();
}

/** Groups in order of their best item, so that each heading stands once. */
export function byGroup<Item extends { readonly group: string }>(
  items: readonly Item[],
): readonly Item[] {
  return [...Map.groupBy(items, ({ group }) => group).values()].flat();
}
