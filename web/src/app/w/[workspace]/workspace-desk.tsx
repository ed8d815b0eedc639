"use client";
/** Joins the features of a workspace's page: the desk and its files, and the people at it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import type { Fact } from "@/contracts/events";
import type { MemberView } from "@/contracts/identity";
import type { EntryView, WorkspaceView } from "@/contracts/workspace";
import { Following } from "@/features/collab/here";
import { useCollab, useOthers, usePresence } from "@/features/collab/use-collab";
import { lettersOf, useStatus } from "@/features/workspace/changes/use-git";
import { Desk } from "@/features/workspace/desk/desk";
import { currentFile } from "@/features/workspace/desk/tabs";
import { useDeskActions } from "@/features/workspace/finding/use-desk-actions";
import { useFinding } from "@/features/workspace/finding/use-finding";
import { Places } from "@/features/workspace/frame/places";
import { TrustBar } from "@/features/workspace/frame/trust-bar";
import { useWorkspaceFacts } from "@/features/workspace/live/use-facts";
import { useTRPC } from "@/lib/api/query";
import { lazily } from "@/lib/lazily";
import { useReaction } from "@/lib/use-reaction";
import { useSignal, useSignalOf } from "@/lib/use-signal";
import { SplitPanel } from "@/ui/split-panel/split-panel";
import { Front } from "./front";
import { Side } from "./side";
import { Status } from "./status";
import { Tools } from "./tools";
import { Top } from "./top";
import { useChangeBar, useFollowing } from "./use-following";
import { useHistory } from "./use-history";

const HistoryActions = lazily(() =>
  import("@/features/collab/later").then((module) => module.HistoryActions),
);

// Threads come after the editor, and their panel when it is opened.
const Threads = lazily(() => import("@/features/collab/later").then((module) => module.Threads));

export interface WorkspaceDeskProps {
  readonly me: MemberView;
  readonly members: readonly MemberView[];
  readonly workspace: WorkspaceView;
  readonly root: readonly EntryView[];
  /** From the page's address. */
  readonly file: string | undefined;
}

export function WorkspaceDesk(props: WorkspaceDeskProps) {
  const { me, root, file } = props;
  const id = props.workspace.workspace;
  const api = useTRPC();
  const queries = useQueryClient();
  const [desk] = useState(() => new Desk({ workspace: id, member: me.member, file }));

  const { data: members } = useQuery(
    api.identity.listMembers.queryOptions(undefined, { initialData: [...props.members] }),
  );
  const { data: workspace } = useQuery(
    api.workspace.getWorkspace.queryOptions({ workspace: id }, { initialData: props.workspace }),
  );
  const people = useMemo(
    () => new Map(members.map((member) => [member.member, member])),
    [members],
  );
  // An owner may change it while the page is open.
  const role = people.get(me.member)?.role ?? me.role;
  const access = role === "reader" ? "read" : "write";
  const session = useCollab({
    workspace: id,
    me: me.member,
    people: useSignalOf(people),
    open: useCallback((path: string) => desk.openFile(path), [desk]),
  });
  const { here, byPath, followers } = usePresence(session, me.member, people);
  const status = useStatus(id);
  const letters = useMemo(() => lettersOf(status.data), [status.data]);
  const tabs = useSignal(desk.tabs);
  const front = tabs.current;
  const current = currentFile(tabs);
  const others = useOthers(here, byPath.get(current ?? ""), me.member);
  const changed = status.data?.changes.length ?? 0;

  useReaction(
    desk,
    useCallback((own: Desk) => own.restore(), []),
  );
  useReaction(
    useSearchParams().get("file") ?? undefined,
    useCallback((asked) => desk.follow(asked), [desk]),
  );
  useWorkspaceFacts(
    id,
    useCallback(
      (fact: Fact) => {
        if (fact.type === "workspace.entry_moved.1" && fact.workspace === id) {
          session?.moved(fact.source, fact.target);
          desk.moved(fact.source, fact.target);
        } else if (fact.type === "workspace.entry_deleted.1" && fact.workspace === id) {
          desk.removed(fact.path, (path) => session?.documents.unsent(path) ?? false);
        } else if (fact.type.startsWith("identity.")) {
          void queries.invalidateQueries({ queryKey: api.identity.listMembers.pathKey() });
        }
      },
      [id, session, desk, queries, api],
    ),
  );
  useFinding(id, desk);
  useDeskActions({
    desk,
    access,
    editor: useMemo(
      () =>
        session && {
          find: () => void session.editors.find(),
          goToLine: () => void session.editors.goToLine(),
          wrap: () => session.toggleWrap(),
        },
      [session],
    ),
  });
  useFollowing(session, desk);
  useChangeBar(session, id, current, letters);
  const history = useHistory(desk);

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <Top
        me={me}
        workspace={workspace}
        branch={status.data?.branch ?? workspace.branch}
        desk={desk}
        session={session}
        here={here}
        followers={followers}
      />
      <Following session={session} others={others} />
      {!workspace.trusted && access === "write" && <TrustBar workspace={id} />}
      <main className="flex min-h-0 flex-1">
        <h1 className="sr-only">{front ? `${front.ref} · ${workspace.name}` : workspace.name}</h1>
        <Side
          workspace={id}
          me={me.member}
          root={root}
          access={access}
          desk={desk}
          letters={letters}
          changed={changed}
          byPath={byPath}
        />
        <Front
          workspace={id}
          desk={desk}
          session={session}
          byPath={byPath}
          people={people}
          access={access}
          history={history.deeds}
          authors={history.authors}
        />
        {session && (
          <Threads
            workspace={id}
            me={me.member}
            people={people}
            access={access}
            session={session}
            path={current}
            frame={SplitPanel}
            onOpenFile={(file) => desk.openFile(file)}
          />
        )}
      </main>
      <Status
        workspace={id}
        status={status.data}
        desk={desk}
        session={session}
        count={here.length}
        followers={followers}
      />
      <Places desk={desk} changed={changed} />
      <HistoryActions workspace={id} path={current} deeds={history.deeds} />
      <Tools owner={role === "owner"} />
    </div>
  );
}
