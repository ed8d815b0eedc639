import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MemoryKeep } from "./keep";
import { Provider } from "./provider";
import { TestServer } from "./testing/server";

const pulse = { firstRetry: 10, longestRetry: 40, quiet: 60, answerWithin: 120, answerSoon: 60 };

let server: TestServer;
let open: Provider[];

beforeEach(async () => {
  server = await TestServer.start();
  server.seed("src/a.py", "one\n");
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map((provider) => provider.close()));
  await server.stop();
});

async function join(): Promise<Provider> {
  const keep = new MemoryKeep("test");
  const { address } = server;
  const provider = new Provider({ server: address, workspace: "w", path: "src/a.py", keep, pulse });
  open.push(provider);
  await provider.open();
  return provider;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 5 });
const reaches = (provider: Provider, kind: string) =>
  until(() => expect(provider.standing.get().kind).toBe(kind));

test.each([
  [4401, "signed-out"],
  [4403, "not-allowed"],
  [4404, "gone"],
  [4413, "too-large"],
  [4414, "document-full"],
  [4415, "not-editable"],
] as const)("close code %i is refused with a reason and not tried again", async (code, refusal) => {
  server.refusal = code;
  const provider = await join();
  await reaches(provider, "refused");
  expect(provider.standing.get()).toMatchObject({ refusal });
  // On a busy machine an attempt is given up before it is answered, and another one is refused.
  const attempts = server.connections;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.connections).toBe(attempts);
});

test.each([
  [4420, "address-full"],
  [4421, "member-full"],
  [4422, "too-fast"],
  [4423, "too-fast"],
] as const)("close code %i says why, and the page comes back by itself", async (code, refusal) => {
  server.refusal = code;
  const provider = await join();
  await until(() => expect(provider.refusal.get()).toBe(refusal));
  provider.text.insert(0, "x");
  expect(provider.standing.get()).toMatchObject({ kind: "refused", refusal, edits: 1 });
  await until(() => expect(server.connections).toBeGreaterThan(1));
  server.refusal = undefined;
  await reaches(provider, "saved");
  expect(provider.refusal.get()).toBeUndefined();
  expect(server.text("src/a.py")).toContain("x");
});
