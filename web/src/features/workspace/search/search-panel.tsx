"use client";
/** Finds text in every file: type, go down with the arrows, open with Enter. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useId, useState, type KeyboardEvent } from "react";
import { useTRPC } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { workspaceProblems } from "@/lib/problems/workspace";
import { usePaused } from "@/lib/use-paused";
import { useReaction } from "@/lib/use-reaction";
import { cx } from "@/ui/cx";
import { fieldBox } from "@/ui/field";
import { rove } from "@/ui/roving";
import { Skeleton } from "@/ui/skeleton";
import type { Spot } from "../desk/desk";
import { FoundFiles } from "./found-files";
import { byFile } from "./grouping";
import { searchMessages } from "./messages";
import { SearchToggles, type Manner } from "./toggles";

export interface SearchPanelProps {
  readonly workspace: string;
  /** Grows when the field should take the focus. */
  readonly asked: number;
  readonly onOpen: (path: string, spot: Spot) => void;
}

export function SearchPanel({ workspace, asked, onOpen }: SearchPanelProps) {
  const t = useMessages(searchMessages);
  const { workspace: api } = useTRPC();
  const field = useId();
  const list = useId();
  const [query, setQuery] = useState("");
  const [manner, setManner] = useState<Manner>({ regex: false, case: false, word: false });
  const wanted = usePaused(query, 200);
  const found = useQuery({
    ...api.searchText.queryOptions({ workspace, query: wanted, ...manner }),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const refusal = useRefusalWords(found.error, workspaceProblems);
  const files = wanted === "" || !found.data ? [] : byFile(found.data.matches);

  useReaction(
    asked,
    useCallback(
      (times) => {
        const input = document.getElementById(field);
        if (times > 0 && input instanceof HTMLInputElement) {
          input.focus();
          input.select();
        }
      },
      [field],
    ),
  );

  function focusMatch(key: string) {
    const matches = [...(document.getElementById(list)?.querySelectorAll("button") ?? [])];
    const at = matches.findIndex((match) => match === document.activeElement);
    const next = at === -1 ? 0 : rove(matches.length, at, key);
    if (next !== undefined) matches[next]?.focus();
    return next !== undefined;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !focusMatch(event.key)) return;
    event.preventDefault();
  }

  return (
    <div
      role="search"
      aria-label={t.find}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex-none px-3 pb-2">
        <input
          id={field}
          aria-label={t.find}
          placeholder={t.find}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className={cx(fieldBox, "min-h-control px-2 font-mono text-code")}
        />
        <div className="mt-1 flex items-center gap-1">
          <SearchToggles manner={manner} onManner={setManner} />
        </div>
        <p role="status" className="mt-1 text-small text-pretty text-ink-muted">
          {found.isError ? (
            <span className="text-danger">{refusal}</span>
          ) : wanted === "" ? (
            t.hint
          ) : !found.data ? (
            ""
          ) : found.data.matches.length === 0 ? (
            t.none
          ) : found.data.complete ? (
            t.count(found.data.matches.length, found.data.files)
          ) : (
            t.more(found.data.matches.length)
          )}
        </p>
      </div>
      <div id={list} className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-4">
        {found.isPending && wanted !== "" && <Skeleton label={t.looking} className="px-2" />}
        <FoundFiles files={files} onOpen={onOpen} />
      </div>
    </div>
  );
}
