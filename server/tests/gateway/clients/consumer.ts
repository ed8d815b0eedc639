/** What a page does with the contracts. It compiles, or a contract has changed under it. */
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { LiveEvent } from "../../../../web/src/contracts/events";
import type { RefusalCode } from "../../../../web/src/contracts/refusals";
import type { AppRouter } from "../../../../web/src/contracts/router";

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });

export async function look(): Promise<string> {
  const me = await client.identity.whoAmI.query();
  const role: "reader" | "editor" | "owner" = me.role;
  const list = await client.workspace.listWorkspaces.query();
  const state: "importing" | "ready" | "failed" | "archived" | undefined = list[0]?.state;
  await client.workspace.listWorkspaces.query({ archived: true });
  // @ts-expect-error - there is no such field
  await client.workspace.listWorkspaces.query({ archive: true });
  // @ts-expect-error - an address is text
  await client.identity.signIn.mutate({ email: 1, password: "" });
  return `${role} ${state ?? ""} ${me.slot.toFixed()}`;
}

export const paths: inferRouterInputs<AppRouter>["workspace"]["findPaths"] = { workspace: "1" };
export const diff: inferRouterOutputs<AppRouter>["workspace"]["getDiff"] = [];
export const first: string | undefined = diff[0]?.hunks[0]?.lines[0]?.text;
export const { useTRPC } = createTRPCContext<AppRouter>();

export function code(error: unknown): RefusalCode | undefined {
  return error instanceof TRPCClientError
    ? (error as TRPCClientError<AppRouter>).data?.refusal
    : undefined;
}

export function moved(event: LiveEvent): string {
  return event.type === "workspace.entry_moved.1" ? `${event.source} ${event.position}` : "";
}
