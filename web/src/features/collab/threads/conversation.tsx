"use client";
/** One thread: what it is about, what was said, and a field to answer in. */
import { useCallback, useState } from "react";
import type { ThreadView } from "@/contracts/collab";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useProblemWords, useRefusalWords } from "@/lib/problems/words";
import { useSignal } from "@/lib/use-signal";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Icon } from "@/ui/icons/icon";
import { Skeleton } from "@/ui/skeleton";
import { Comment } from "./comment";
import { Composer } from "./composer";
import { LinkButton } from "./link-button";
import { threadMessages } from "./messages";
import { Passage } from "./passage";
import type { PanelProps } from "./panel-context";
import { patiently } from "./patiently";
import { threadProblems } from "./problems";
import { SentComment } from "./sent-comment";
import { useSending } from "./use-sending";
import { useAskThreadsAgain, useConversation } from "./use-threads";
import { useNameOf } from "./who";

const fileOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The line a thread's text is in, as this page sees it, or as the server did. */
function lineOf({ session, path, places }: PanelProps, about: ThreadView): number | undefined {
  const doc = session.editors.shown.get()?.state.doc;
  if (about.path !== path || !doc) return about.passage?.line;
  const place = places.get(about.thread);
  return place && doc.lineAt(Math.min(place.from, doc.length)).number;
}

export function Conversation(props: PanelProps & { readonly thread: string }) {
  const { workspace, thread, me, people, access, session, state, drafts, path, places } = props;
  const t = useMessages(threadMessages);
  const say = useProblemWords(threadProblems);
  const { collab } = useTRPCClient();
  const ask = useAskThreadsAgain();
  const nameOf = useNameOf(people);
  const { data, error } = useConversation(workspace, thread);
  const refusal = useRefusalWords(error, threadProblems);
  const { pending, problem, submit } = useSubmit(threadProblems);
  const focus = useSignal(state.focus);
  const [draft] = useState(() => ({ drafts, key: thread }));
  const sending = useSending(
    thread,
    drafts,
    useCallback(
      async (comment, text) => {
        await collab.postComment.mutate({ workspace, thread, comment, text });
        await ask();
      },
      [collab, workspace, thread, ask],
    ),
  );
  if (refusal) return <EmptyState title={refusal} className="m-3" />;
  if (error) return null;
  if (!data)
    return (
      <div className="animate-late p-3">
        <Skeleton label={t.loading} rows={4} />
      </div>
    );
  const about = data.thread;
  const here = about.path === path ? places.has(thread) : about.passage !== null;
  const line = lineOf(props, about);
  const resolved = about.resolved !== null;
  const settle = () =>
    void submit(async () => {
      await (resolved ? collab.reopenThread : collab.resolveThread).mutate({ workspace, thread });
      await ask();
    });
  const anchor = () =>
    void submit(async () => {
      const { begin } = await import("./begun");
      const begun = path === undefined ? undefined : begin(session, path);
      if (!begun) return;
      const { document, epoch, start, end } = begun;
      const anchors = { path: begun.path, document, epoch, start, end };
      await patiently(() => collab.anchorThread.mutate({ workspace, thread, ...anchors }));
      await ask();
    });
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto px-3.5 pb-3">
        <p className="mb-1 truncate text-small text-ink-muted" title={about.path}>
          {line === undefined ? fileOf(about.path) : t.at(fileOf(about.path), line)}
        </p>
        <Passage
          quote={about.quote}
          length={about.length}
          standing={here ? "here" : "gone"}
          onJump={() => props.onJump(about)}
        />
        <div className="mt-2 mb-3.5 flex flex-wrap items-center gap-1.5">
          {access === "write" && (
            <Button size="mini" disabled={pending} onClick={settle}>
              {!resolved && <Icon name="check" size="small" />}
              {resolved ? t.reopen : t.resolve}
            </Button>
          )}
          {access === "write" && !here && (
            <Button size="mini" disabled={pending} onClick={anchor}>
              {t.anchorHere}
            </Button>
          )}
          <LinkButton workspace={workspace} thread={thread} />
        </div>
        {resolved && about.resolver !== null && (
          <p className="mb-3.5 flex items-center gap-1.5 text-small text-ink-muted">
            <Icon name="check" size="small" className="text-ok" />
            {t.resolvedBy(nameOf(about.resolver))}
          </p>
        )}
        {problem && (
          <p role="alert" className="mb-3 text-small text-danger">
            {say(problem)}
          </p>
        )}
        <ol aria-live="polite" className="flex flex-col gap-3.5">
          {data.comments.map((comment) => (
            <Comment
              key={comment.comment}
              {...{ workspace, thread, comment, people, me, access }}
            />
          ))}
          {sending.sent
            .filter(({ id }) => !data.comments.some(({ comment }) => comment === id))
            .map((sent) => (
              <SentComment key={sent.id} {...{ sent, sending, people, me }} />
            ))}
        </ol>
      </div>
      <div className="flex-none border-t border-line p-3.5">
        {access === "write" ? (
          <Composer
            key={thread}
            label={t.say}
            send={t.reply}
            example={t.exampleReply}
            atRest="small"
            people={people}
            me={me}
            draft={draft}
            focus={focus?.on === "field" ? focus : undefined}
            onSend={sending.send}
            onLeave={() => session.editors.focus()}
          />
        ) : (
          <p className="text-small text-ink-muted">{t.readOnly}</p>
        )}
      </div>
    </>
  );
}
