"use client";
/** A thread that begins: the passage, and a field for the first comment. */
import { useCallback, useState } from "react";
import { useTRPCClient } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Composer } from "./composer";
import { threadMessages } from "./messages";
import { Passage } from "./passage";
import { patiently } from "./patiently";
import type { PanelProps } from "./panel-context";
import { SentComment } from "./sent-comment";
import type { Begun } from "./state";
import { useSending } from "./use-sending";
import { useAskThreadsAgain } from "./use-threads";

export function NewThread(props: PanelProps & { readonly begun: Begun }) {
  const { workspace, me, people, session, state, drafts, begun } = props;
  const t = useMessages(threadMessages);
  const { collab } = useTRPCClient();
  const ask = useAskThreadsAgain();
  const focus = useSignal(state.focus);
  const key = `new/${begun.path}`;
  const [draft] = useState(() => ({ drafts, key }));
  const sending = useSending(
    key,
    drafts,
    useCallback(
      async (id, text) => {
        const { path, document, epoch, start, end } = begun;
        const anchors = { path, document, epoch, start, end };
        // The comment's id is the thread's too: tried again, it is the same thread.
        await patiently(() =>
          collab.openThread.mutate({ workspace, ...anchors, thread: id, comment: id, text }),
        );
        await ask();
        state.opened(id);
      },
      [collab, workspace, begun, ask, state],
    ),
  );
  const leave = () => {
    state.showList();
    session.editors.focus();
  };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-3.5 pb-3.5">
      <Passage
        quote={begun.quote}
        length={[...begun.quote].length}
        standing="here"
        onJump={undefined}
      />
      <ol aria-live="polite" className="mt-3.5 flex flex-col gap-3.5">
        {sending.sent.map((sent) => (
          <SentComment key={sent.id} {...{ sent, sending, people, me }} />
        ))}
      </ol>
      {sending.sent.length === 0 && (
        <Composer
          label={t.say}
          send={t.send}
          people={people}
          me={me}
          draft={draft}
          focus={focus?.on === "field" ? focus : undefined}
          onSend={sending.send}
          onLeave={leave}
        />
      )}
    </div>
  );
}
