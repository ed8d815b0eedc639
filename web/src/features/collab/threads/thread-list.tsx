"use client";
/** The threads of this file or of the workspace: open, resolved, one's own, those that name one. */
import type { ThreadView, ThreadsView } from "@/contracts/collab";
import { useMessages } from "@/lib/i18n/client";
import { useRefusalWords } from "@/lib/problems/words";
import { useSignal } from "@/lib/use-signal";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { Skeleton } from "@/ui/skeleton";
import { tabWord } from "@/ui/tabs";
import { threadMessages } from "./messages";
import type { PanelProps } from "./panel-context";
import { threadProblems } from "./problems";
import type { Scope, Which } from "./state";
import { ThreadRow } from "./thread-row";
import { useThreadList } from "./use-threads";

interface WordsProps<Value extends string> {
  readonly label: string;
  readonly words: readonly {
    readonly value: Value;
    readonly label: string;
    readonly count?: number;
  }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

function Words<Value extends string>({ label, words, value, onChoose }: WordsProps<Value>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-0.5">
      {words.map((word) => (
        <button
          key={word.value}
          type="button"
          aria-pressed={word.value === value}
          onClick={() => onChoose(word.value)}
          className={cx(tabWord, "aria-pressed:bg-surface-active aria-pressed:text-ink")}
        >
          {word.label}
          {word.count !== undefined && word.count > 0 && (
            <span className="font-normal text-ink-muted tabular-nums">{word.count}</span>
          )}
        </button>
      ))}
    </div>
  );
}

export function ThreadList(props: PanelProps) {
  const { workspace, people, state, path } = props;
  const t = useMessages(threadMessages);
  const scope = useSignal(state.scope);
  const which = useSignal(state.which);
  const { data, error } = useThreadList({ workspace, scope, path, which });
  const refusal = useRefusalWords(error, threadProblems);
  const lines = useLines(props, data);
  const threads = data ? inOrder(data.threads, scope, lines) : [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-3">
      <div className="flex flex-col gap-1 px-1.5 pb-2">
        <Words<Scope>
          label={t.where}
          words={[
            { value: "file", label: t.thisFile },
            { value: "workspace", label: t.workspace },
          ]}
          value={scope}
          onChoose={(value) => state.scope.set(value)}
        />
        <Words<Which>
          label={t.which}
          words={[
            { value: "open", label: t.open, ...(data && { count: data.open }) },
            { value: "resolved", label: t.resolved, ...(data && { count: data.resolved }) },
            { value: "mentions", label: t.mentions, ...(data && { count: data.mentioning }) },
            { value: "mine", label: t.mine },
          ]}
          value={which}
          onChoose={(value) => state.which.set(value)}
        />
      </div>
      {props.children}
      {refusal && <EmptyState title={refusal} className="mx-1.5" />}
      {!data && !error && scope === "file" && path === undefined && (
        <EmptyState title={t.noFile} className="mx-1.5" />
      )}
      {!data && !error && (scope === "workspace" || path !== undefined) && (
        <div className="animate-late px-1.5">
          <Skeleton label={t.loading} rows={4} />
        </div>
      )}
      {data && threads.length === 0 && <Nothing which={which} access={props.access} />}
      <ul aria-label={t.title} className="flex flex-col">
        {threads.map((thread) => (
          <ThreadRow
            key={thread.thread}
            thread={thread}
            people={people}
            line={lines.get(thread.thread)}
            names={scope === "workspace" ? "file" : "line"}
            onShow={() => {
              state.showThread(thread.thread);
              props.onJump(thread);
            }}
          />
        ))}
      </ul>
    </div>
  );
}

/** The line of each thread: as this page sees the file in front, as the server sees the others. */
function useLines(
  { session, path, places }: PanelProps,
  data: ThreadsView | undefined,
): ReadonlyMap<string, number> {
  const doc = useSignal(session.editors.shown)?.state.doc;
  const lines = new Map<string, number>();
  for (const { thread, path: own, passage } of data?.threads ?? []) {
    const place = places.get(thread);
    if (own === path && doc) {
      if (place) lines.set(thread, doc.lineAt(Math.min(place.from, doc.length)).number);
    } else if (passage) lines.set(thread, passage.line);
  }
  return lines;
}

/** In a file from top to bottom, what is gone last; elsewhere the latest first, as the server says. */
export function inOrder(
  threads: readonly ThreadView[],
  scope: Scope,
  lines: ReadonlyMap<string, number>,
): readonly ThreadView[] {
  if (scope === "workspace") return threads;
  const at = ({ thread }: ThreadView) => lines.get(thread) ?? Number.MAX_SAFE_INTEGER;
  return threads.toSorted((a, b) => at(a) - at(b));
}

function Nothing({ which, access }: { readonly which: Which; readonly access: "read" | "write" }) {
  const t = useMessages(threadMessages);
  const words: Readonly<Record<Which, readonly [string, string]>> = {
    open: [t.nothingHere, access === "write" ? t.nothingHereHow : t.nothingHereReader],
    resolved: [t.nothingResolved, t.nothingResolvedHow],
    mine: [t.nothingMine, t.nothingMineHow],
    mentions: [t.nothingMentions, t.nothingMentionsHow],
  };
  const [title, how] = words[which];
  return (
    <EmptyState title={title} className="mx-1.5">
      {how}
    </EmptyState>
  );
}
