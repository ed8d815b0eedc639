"use client";
/** What lies in front: tabs, the path, and the file, its picture, its change or a commit. */
import { useQuery } from "@tanstack/react-query";
import type { People, Person } from "@/features/collab/presence/people";
import { DocumentPane } from "@/features/collab/document-pane";
import { InThisFile } from "@/features/collab/here";
import { historyActionMessages } from "@/features/collab/history/action-messages";
import type { HistoryDeeds } from "@/features/collab/history/use-history-actions";
import { Inside } from "@/features/collab/place-line";
import type { CollabSession } from "@/features/collab/use-collab";
import type { Desk } from "@/features/workspace/desk/desk";
import { deskMessages } from "@/features/workspace/desk/messages";
import { idOf, labels, tabById, type Tab } from "@/features/workspace/desk/tabs";
import { Crumbs } from "@/features/workspace/frame/crumbs";
import { NothingOpen } from "@/features/workspace/frame/nothing-open";
import { isPicture, nameOf } from "@/features/workspace/paths";
import { useTRPC } from "@/lib/api/query";
import { useMessages } from "@/lib/i18n/client";
import { lazily } from "@/lib/lazily";
import { useSignal } from "@/lib/use-signal";
import { cx } from "@/ui/cx";
import { DocumentTabs } from "@/ui/document-tabs";

interface ComingProps {
  readonly id: string;
  readonly label?: string;
}

/** The panel that a tab names, while what it shows is fetched. */
function Coming({ id, label }: ComingProps) {
  return <div id={id} role="tabpanel" aria-label={label} className="flex-1" />;
}

const DiffView = lazily(
  () => import("@/features/workspace/changes/diff-view").then((module) => module.DiffView),
  Coming,
);
const PictureView = lazily(
  () => import("@/features/workspace/viewing/file-view").then((module) => module.PictureView),
  Coming,
);
const UneditableView = lazily(
  () => import("@/features/workspace/viewing/file-view").then((module) => module.UneditableView),
  Coming,
);

const HistoryMenu = lazily(() =>
  import("@/features/collab/later").then((module) => module.HistoryMenu),
);
const Timeline = lazily(
  () => import("@/features/collab/history/timeline").then((module) => module.Timeline),
  Coming,
);
const TakingBack = lazily(
  () => import("@/features/collab/history/taking-back").then((module) => module.TakingBack),
  Coming,
);
const Authorship = lazily(() =>
  import("@/features/collab/history/authorship/authorship").then((module) => module.Authorship),
);

export interface FrontProps {
  readonly workspace: string;
  readonly desk: Desk;
  readonly session: CollabSession | undefined;
  readonly byPath: ReadonlyMap<string, readonly Person[]>;
  readonly people: People;
  readonly access: "read" | "write";
  readonly history: HistoryDeeds;
  /** Whether authors stand beside the text. */
  readonly authors: boolean;
}

const panel = "front";

export function Front({ byPath, ...props }: FrontProps) {
  const { desk, session } = props;
  const t = useMessages(deskMessages);
  const h = useMessages(historyActionMessages);
  const tabs = useSignal(desk.tabs);
  const place = useSignal(desk.place);
  const { open, current } = tabs;
  const names = labels(open, ({ kind, ref }) =>
    kind === "commit" ? t.commitTab(ref.slice(0, 7)) : h.takingBack,
  );
  const labelOf = ({ kind }: Tab, name: string) => {
    if (kind === "diff") return t.changesIn(name);
    return kind === "timeline" ? h.timelineOf(name) : name;
  };
  return (
    <section
      aria-label={t.editor}
      data-region="front"
      className={cx(
        "flex min-h-0 min-w-0 flex-1 flex-col bg-surface",
        place !== "code" && "max-tablet:hidden",
      )}
    >
      {open.length > 0 && (
        <div className="max-tablet:hidden">
          <DocumentTabs
            label={t.openFiles}
            tabs={open.map((tab, at) => ({
              id: idOf(tab),
              label: labelOf(tab, names[at] ?? ""),
              title: tab.kind === "taking-back" ? h.takingBack : tab.ref,
            }))}
            current={current && idOf(current)}
            panel={panel}
            onSelect={(id) => {
              const tab = tabById(tabs, id);
              if (tab) desk.show(tab);
            }}
            onClose={(id) => {
              const tab = tabById(tabs, id);
              if (tab) desk.close(tab);
            }}
          />
        </div>
      )}
      {current?.kind === "file" && (
        <Crumbs
          path={current.ref}
          inside={session && <Inside session={session} />}
          people={
            <>
              <InThisFile people={byPath.get(current.ref) ?? []} />
              <HistoryMenu workspace={props.workspace} path={current.ref} deeds={props.history} />
            </>
          }
        />
      )}
      {current ? (
        <InFront key={idOf(current)} tab={current} {...props} />
      ) : (
        <NothingOpen desk={desk} />
      )}
    </section>
  );
}

interface InFrontProps extends Omit<FrontProps, "byPath"> {
  readonly tab: Tab;
}

function InFront({ tab, ...props }: InFrontProps) {
  const { workspace, desk, session, people, access } = props;
  const t = useMessages(deskMessages);
  const h = useMessages(historyActionMessages);
  if (tab.kind === "file") return <FileInFront path={tab.ref} {...props} />;
  if (tab.kind === "timeline")
    return (
      <Timeline
        {...{ workspace, session, people, access }}
        path={tab.ref}
        id={panel}
        label={h.timelineOf(nameOf(tab.ref))}
        onTakeBack={(work) => desk.show({ kind: "taking-back", ref: work })}
      />
    );
  if (tab.kind === "taking-back")
    return (
      <TakingBack
        {...{ workspace, people, access }}
        work={tab.ref}
        id={panel}
        label={h.takingBack}
        onOpen={(path) => desk.openFile(path)}
      />
    );
  const of = tab.kind === "diff" ? { path: tab.ref } : { commit: tab.ref };
  return (
    <DiffView
      workspace={workspace}
      id={panel}
      of={of}
      label={tab.kind === "diff" ? t.changesIn(nameOf(tab.ref)) : t.commitTab(tab.ref.slice(0, 7))}
      onOpen={(path, line) => desk.goToFile(path, line === undefined ? undefined : { line })}
    />
  );
}

interface FileInFrontProps extends Omit<FrontProps, "byPath"> {
  readonly path: string;
}

function FileInFront({ path, workspace, session, people, authors, history }: FileInFrontProps) {
  const { workspace: api } = useTRPC();
  const picture = isPicture(path);
  const file = useQuery({
    ...api.readText.queryOptions({ workspace, path }),
    enabled: !picture,
  });
  if (picture) return <PictureView workspace={workspace} path={path} id={panel} />;
  if (file.data && !file.data.editable)
    return <UneditableView workspace={workspace} id={panel} file={file.data} />;
  if (!session) return <Coming id={panel} label={path} />;
  return (
    <>
      <DocumentPane session={session} path={path} id={panel} />
      {authors && (
        <Authorship {...{ workspace, path, session, people }} onClose={history.whoWrote} />
      )}
    </>
  );
}
