"use client";
/** The authors of the lines of a text, as the rows of a view name them. */
import { useMemo } from "react";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import type { People } from "../presence/people";
import { authorOf, linesWritten, type Author } from "./authors";
import { historyMessages } from "./messages";
import type { RowAuthor } from "./rows-view";
import { sayMoment } from "./times";
import { useAttribution } from "./use-history";

/** Who wrote each line of the present text; nothing while that is not known. */
export function useWritten(
  workspace: string,
  path: string,
  when: "ask" | "wait",
  text: string | undefined,
  people: People,
): readonly (RowAuthor | undefined)[] {
  const t = useMessages(historyMessages);
  const language = useLanguage();
  const attribution = useAttribution(workspace, path, when);
  return useMemo(() => {
    if (when === "wait" || text === undefined || attribution.data?.length !== [...text].length)
      return [];
    const now = new Date();
    const named = new Map<string, Author>();
    return linesWritten(text, attribution.data.runs).map((line) => {
      if (!line) return undefined;
      const key = JSON.stringify([line.member, line.cause, line.forgotten && line.at]);
      const author = named.get(key) ?? authorOf(line, people, t);
      named.set(key, author);
      return { author, when: sayMoment(line.at, now, language) };
    });
  }, [when, text, attribution.data, people, t, language]);
}
