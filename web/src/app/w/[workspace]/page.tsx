/** A workspace: where people edit code together. The first paint has its name and its files. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApiProvider } from "@/lib/api/query";
import { readProblem } from "@/lib/api/problem";
import { serverApi, signedIn } from "@/lib/api/server";
import { NotReady } from "./not-ready";
import { WorkspaceDesk } from "./workspace-desk";

interface WorkspacePageProps {
  readonly params: Promise<{ readonly workspace: string }>;
  readonly searchParams: Promise<{ readonly file?: string | readonly string[] }>;
}

async function find(workspace: string) {
  const api = await serverApi();
  try {
    return await signedIn(api.workspace.getWorkspace.query({ workspace }), `/w/${workspace}`);
  } catch (error) {
    const { status } = readProblem(error);
    if (status === 404 || status === 400) notFound();
    throw error;
  }
}

export async function generateMetadata({ params, searchParams }: WorkspacePageProps) {
  const [{ workspace }, { file }] = await Promise.all([params, searchParams]);
  const { name } = await find(workspace);
  const path = typeof file === "string" ? file.split("/").at(-1) : undefined;
  return { title: path === undefined ? name : `${path} · ${name}` } satisfies Metadata;
}

export default async function WorkspacePage({ params, searchParams }: WorkspacePageProps) {
  const [{ workspace: id }, { file }] = await Promise.all([params, searchParams]);
  const workspace = await find(id);
  if (workspace.state !== "ready") return <NotReady workspace={workspace} />;
  const { identity, workspace: api } = await serverApi();
  const [me, members, root] = await signedIn(
    Promise.all([
      identity.whoAmI.query(),
      identity.listMembers.query(),
      api.listFolder.query({ workspace: id }),
    ]),
    `/w/${id}`,
  );
  return (
    <ApiProvider>
      <WorkspaceDesk
        me={me}
        members={members}
        workspace={workspace}
        root={root}
        file={typeof file === "string" && file !== "" ? file : undefined}
      />
    </ApiProvider>
  );
}
