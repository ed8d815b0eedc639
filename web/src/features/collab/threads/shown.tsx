"use client";
/** Threads that there are: their marks in the editor, what leads to them, and the panel once it is open. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { ThreadView } from "@/contracts/collab";
import { lazily } from "@/lib/lazily";
import { useSignal } from "@/lib/use-signal";
import { draftsOf } from "./drafts";
import { InEditor } from "./in-editor";
import { threadsOf } from "./state";
import type { ThreadsProps } from "./threads";
import { useConversation } from "./use-threads";

const Panel = lazily(() => import("./panel").then((module) => module.Panel));

export interface ShownProps extends ThreadsProps {
  /** The open threads of the file in front. */
  readonly known: readonly ThreadView[];
}

export function Shown(props: ShownProps) {
  const { workspace, me, people, access, session, path, frame, onOpenFile, known } = props;
  const state = threadsOf(session);
  const open = useSignal(state.open);
  const inFront = useSignal(state.inFront);
  const current = open && inFront.kind === "thread" ? inFront.thread : undefined;
  const [drafts] = useState(() => draftsOf(`${me}/${workspace}`));
  const { data: read } = useConversation(workspace, current);
  const threads = useMemo(() => {
    const own = read?.thread;
    return own ? [...known.filter(({ thread }) => thread !== own.thread), own] : known;
  }, [known, read]);
  const onOpen = useCallback((thread: string) => state.showThread(thread), [state]);
  const places = useSignal(state.places);
  const wanted = useSignal(state.wanted);

  const lead = useCallback(
    (thread: string, to: string) => {
      state.wanted.set({ thread, path: to });
      onOpenFile(to);
    },
    [state, onOpenFile],
  );
  // A link leads to the file first, once it is known, and to the text when it is there.
  const about = read?.thread;
  useEffect(() => {
    if (about && wanted && wanted.path === undefined && about.thread === wanted.thread)
      lead(about.thread, about.path);
  }, [about, wanted, lead]);
  return (
    <>
      <InEditor {...{ session, workspace, path, threads, current, access, onOpen }} />
      {open && (
        <Panel
          {...{ workspace, me, people, access, session, state, drafts, frame, path, places }}
          onJump={({ thread, path: to }) => lead(thread, to)}
        />
      )}
    </>
  );
}
