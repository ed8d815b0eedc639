"use client";
/**
 * Threads of a workspace's page while there are none: their button, what can be done, and links.
 *
 * It comes after the editor, and the rest with the first thread or when somebody asks.
 */
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { ComponentType } from "react";
import { createPortal } from "react-dom";
import type { ThreadView } from "@/contracts/collab";
import { useActions } from "@/lib/actions/use-actions";
import { useMessages } from "@/lib/i18n/client";
import { lazily } from "@/lib/lazily";
import { useReaction } from "@/lib/use-reaction";
import { useSignal } from "@/lib/use-signal";
import { useEver } from "@/ui/use-ever";
import type { SplitPanelProps } from "@/ui/split-panel/split-panel";
import type { People } from "../presence/people";
import type { CollabSession } from "../session";
import { openingMessages } from "./opening-messages";
import { threadsOf } from "./state";
import { ThreadsButton } from "./threads-button";
import { useComment } from "./use-comment";
import { useThreadFacts, useThreadList } from "./use-threads";

const Shown = lazily(() => import("./shown").then((module) => module.Shown));

const none: readonly ThreadView[] = [];

export interface ThreadsProps {
  readonly workspace: string;
  readonly me: string;
  readonly people: People;
  readonly access: "read" | "write";
  readonly session: CollabSession;
  /** The file in front. */
  readonly path: string | undefined;
  readonly frame: ComponentType<SplitPanelProps>;
  readonly onOpenFile: (path: string) => void;
}

export function Threads(props: ThreadsProps) {
  const { workspace, session, path } = props;
  const state = threadsOf(session);
  const open = useSignal(state.open);
  const { data } = useThreadList({ workspace, scope: "file", path, which: "open" });
  const known = data?.threads ?? none;
  useThreadFacts(workspace);
  useThreadActions(props);
  useReaction(
    useSearchParams().get("thread") ?? undefined,
    useCallback((thread) => state.follow(thread), [state]),
  );
  const ever = useEver(open || known.length > 0);
  const top = document.getElementById("threads");
  return (
    <>
      {top && createPortal(<ThreadsButton workspace={workspace} session={session} />, top)}
      {ever && <Shown {...props} known={known} />}
    </>
  );
}

function useThreadActions({ session, path, access }: ThreadsProps): void {
  const t = useMessages(openingMessages);
  const state = threadsOf(session);
  const comment = useComment(session, path);
  useActions(
    useMemo(
      () => [
        ...(access === "write" && path !== undefined
          ? [
              {
                id: "collab.comment",
                label: t.comment,
                group: t.title,
                keys: "Alt C",
                run: comment,
              },
            ]
          : []),
        {
          id: "collab.threads",
          label: t.show,
          group: t.title,
          also: "comments",
          keys: "Alt Shift C",
          run: () => state.toggle(),
        },
      ],
      [t, access, path, comment, state],
    ),
  );
}
