import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AppRouter } from "@/contracts/router";
import { createClient } from "./calls";
import { readProblem } from "./problem";

interface Heard {
  readonly method?: string;
  readonly url?: string;
  readonly type?: string;
  readonly body: string;
}

const refused = {
  error: {
    message: "No such folder",
    code: -32004,
    data: { code: "NOT_FOUND", httpStatus: 404, refusal: "workspace.entry_gone", detail: "gone" },
  },
};

const heard: Heard[] = [];
let answer: unknown = [];

async function listen(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method, url, headers } = request;
  heard.push({ method, url, type: headers["content-type"], body: Buffer.concat(parts).toString() });
  response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
}

const server = createServer((request, response) => void listen(request, response));
let base = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/trpc`;
});
afterAll(() => server.close());

/** What both clients make of the same calls: the requests, and the answers or problems. */
async function both(
  says: unknown,
  ask: (api: TRPCClient<AppRouter>) => readonly Promise<unknown>[],
) {
  answer = says;
  const outcome = async (api: TRPCClient<AppRouter>) => {
    heard.length = 0;
    const settled = await Promise.allSettled(ask(api));
    const answers = settled.map((one) =>
      one.status === "fulfilled" ? one.value : readProblem(one.reason),
    );
    const order = (left: Heard, right: Heard) => (left.url ?? "").localeCompare(right.url ?? "");
    return { answers, requests: heard.toSorted(order) };
  };
  const stock = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: base, maxURLLength: 4000 })],
  });
  return [await outcome(createClient(base)), await outcome(stock)] as const;
}

test("calls of one moment go out as the stock client sends them, and come back to who asked", async () => {
  const says = [{ result: { data: ["a"] } }, refused];
  const [ours, stock] = await both(says, (api) => [
    api.workspace.listFolder.query({ workspace: "w", path: "น้ำ & ไฟ?" }),
    api.identity.whoAmI.query(),
  ]);
  expect(ours).toEqual(stock);
  expect(ours.requests).toHaveLength(1);
  expect(ours.answers).toMatchObject([["a"], { status: 404, code: "workspace.entry_gone" }]);
});

test("a deed is posted, and one without input too", async () => {
  const [ours, stock] = await both([{ result: { data: null } }, { result: {} }], (api) => [
    api.workspace.renameWorkspace.mutate({ workspace: "w", name: "New" }),
    api.identity.signOut.mutate(),
  ]);
  expect(ours).toEqual(stock);
  expect(ours.requests).toMatchObject([{ method: "POST", type: "application/json" }]);
});

test("what does not fit in one address goes in a further request", async () => {
  const says = Array.from({ length: 8 }, () => ({ result: { data: [] } }));
  const [ours, stock] = await both(says, (api) =>
    says.map(() => api.workspace.listFolder.query({ workspace: "w", path: "x".repeat(900) })),
  );
  expect(ours).toEqual(stock);
  expect(ours.requests.length).toBeGreaterThan(1);
});

test("a request refused as a whole refuses each of its calls", async () => {
  const [ours, stock] = await both(refused, (api) => [
    api.identity.whoAmI.query(),
    api.workspace.getImportLimits.query(),
  ]);
  expect(ours).toEqual(stock);
  expect(ours.answers).toMatchObject([{ status: 404 }, { status: 404 }]);
});

test("no more calls go in one request than the server answers", async () => {
  answer = Array.from({ length: 64 }, () => ({ result: { data: null } }));
  heard.length = 0;
  const api = createClient(base);
  await Promise.all(Array.from({ length: 65 }, () => api.identity.signOut.mutate()));
  expect(heard).toHaveLength(2);
});

test("whoever loses interest alone takes the request back, and hears so", async () => {
  const left = new AbortController();
  const asked = createClient(base).identity.whoAmI.query(undefined, { signal: left.signal });
  left.abort();
  await expect(asked).rejects.toThrow("abort");
});

test("silence is unreachable, and a client may be awaited", async () => {
  const api = await Promise.resolve(createClient("http://127.0.0.1:1/trpc"));
  const asked = api.identity.whoAmI.query().catch(readProblem);
  expect(await asked).toMatchObject({ code: "sala.unreachable" });
});
