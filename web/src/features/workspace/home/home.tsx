/** Home: every workspace of this Sala, or how to begin the first one. */
import Link from "next/link";
import type { WorkspaceView } from "@/contracts/workspace";
import { serverApi, signedIn } from "@/lib/api/server";
import { translate } from "@/lib/i18n/server";
import { RefreshOn } from "@/lib/live/refresh-on";
import { presenceSlot, type Someone } from "@/ui/avatar";
import { Drawing } from "@/ui/drawing";
import { GlideRows } from "@/ui/glide/glide";
import { Page } from "@/ui/page";
import { HeadCell, Table } from "@/ui/table";
import { Beginnings } from "./beginnings";
import { WorkspaceRow } from "./list/workspace-row";
import { listMessages } from "./list-messages";
import { homeMessages } from "./messages";

type Api = Awaited<ReturnType<typeof serverApi>>;

/** Who is in each workspace; nothing for one whose documents are held elsewhere and do not answer. */
async function whoIsWhere(api: Api, workspaces: readonly WorkspaceView[]) {
  const members = new Map((await api.identity.listMembers.query()).map((one) => [one.member, one]));
  const asked = workspaces.map(
    async ({ workspace }): Promise<[string, readonly Someone[] | undefined]> => {
      const present = await api.collab.listPresent.query({ workspace }).catch(() => undefined);
      const here = present && [...new Set(present.map(({ member }) => member))];
      const people = here?.flatMap((id): Someone[] => {
        const member = members.get(id);
        return member
          ? [{ name: member.name, kind: "person", slot: presenceSlot(member.slot) }]
          : [];
      });
      return [workspace, people];
    },
  );
  return new Map(await Promise.all(asked));
}

export async function Home() {
  const [t, list] = await Promise.all([translate(homeMessages), translate(listMessages)]);
  const api = await serverApi();
  const [me, workspaces, archived] = await signedIn(
    Promise.all([
      api.identity.whoAmI.query(),
      api.workspace.listWorkspaces.query(),
      api.workspace.listWorkspaces.query({ archived: true }),
    ]),
    "/",
  );
  // A reader imports nothing, and may not ask what could be.
  const limits = me.role === "reader" ? undefined : await api.workspace.getImportLimits.query();
  const mayOpenFolders = me.role === "owner";
  // The answer with archived ones holds the others too, or it does not: count what is archived.
  const away = archived.filter(({ state }) => state === "archived").length;
  if (workspaces.length === 0)
    return (
      <Empty archived={away}>
        {limits ? (
          <Beginnings shape="rows" limits={limits} mayOpenFolders={mayOpenFolders} />
        ) : (
          <p className="border-t border-line py-4 text-ink-muted">{list.emptyReader}</p>
        )}
      </Empty>
    );
  const here = await whoIsWhere(api, workspaces);
  return (
    <Page title={t.title}>
      <RefreshOn context="workspace" />
      <Table>
        <thead>
          <tr>
            <HeadCell>{t.name}</HeadCell>
            <HeadCell className="hidden tablet:table-cell">{t.here}</HeadCell>
            <HeadCell className="hidden tablet:table-cell">{list.lastChange}</HeadCell>
            <HeadCell className="hidden desk:table-cell">{t.branch}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t.open}</span>
            </HeadCell>
          </tr>
        </thead>
        <GlideRows>
          {workspaces.map((workspace) => (
            <WorkspaceRow
              key={workspace.workspace}
              workspace={workspace}
              here={here.get(workspace.workspace)}
              mayWrite={limits !== undefined}
            />
          ))}
        </GlideRows>
      </Table>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-4">
        {limits && <Beginnings shape="buttons" limits={limits} mayOpenFolders={mayOpenFolders} />}
        <ArchivedLink count={away} />
      </div>
    </Page>
  );
}

async function ArchivedLink({ count }: { readonly count: number }) {
  const t = await translate(listMessages);
  if (count === 0) return null;
  return (
    <Link href="/archived" className="ms-auto text-small text-ink-muted hover:text-ink">
      {t.archived(count)}
    </Link>
  );
}

interface EmptyProps {
  readonly archived: number;
  readonly children: React.ReactNode;
}

async function Empty({ archived, children }: EmptyProps) {
  const t = await translate(listMessages);
  return (
    <div className="grid min-h-full place-items-center px-4 py-8">
      <RefreshOn context="workspace" />
      <div className="w-full max-w-140">
        <Drawing label={t.drawing} className="-ms-7 mb-5 w-57" />
        <h1 className="text-head tracking-title">{t.emptyTitle}</h1>
        <p className="mt-2 mb-7 max-w-prose text-read text-pretty text-ink-muted">{t.emptyLead}</p>
        {children}
        <div className="mt-4 flex flex-wrap justify-between gap-4 text-small text-ink-muted">
          <p className="text-pretty">{t.sentLink}</p>
          <ArchivedLink count={archived} />
        </div>
      </div>
    </div>
  );
}
