import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MemoryKeep } from "./keep";
import { Provider } from "./provider";
import type { Pulse } from "./pulse";
import { TestServer } from "./testing/server";

const pulse: Pulse = {
  firstRetry: 10,
  longestRetry: 40,
  quiet: 60,
  answerWithin: 120,
  answerSoon: 60,
};

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

async function join(keep = new MemoryKeep("test"), address = server.address): Promise<Provider> {
  const provider = new Provider({ server: address, workspace: "w", path: "src/a.py", keep, pulse });
  open.push(provider);
  await provider.open();
  return provider;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 5 });
const text = (provider: Provider) => provider.text.toJSON();
const reaches = (provider: Provider, kind: string) =>
  until(() => expect(provider.standing.get().kind).toBe(kind));

test("the first content comes from the server, never from here", async () => {
  const provider = await join();
  expect(provider.standing.get()).toEqual({ kind: "opening" });
  expect(text(provider)).toBe("");
  await reaches(provider, "saved");
  expect(text(provider)).toBe("one\n");
});

test("two people's edits meet, and both are saved", async () => {
  const [left, right] = [await join(), await join()];
  await Promise.all([reaches(left, "saved"), reaches(right, "saved")]);
  left.text.insert(0, "L");
  right.text.insert(4, "R");
  await until(() => expect(text(left)).toBe(text(right)));
  expect(text(left)).toContain("L");
  expect(text(left)).toContain("R");
  await Promise.all([reaches(left, "saved"), reaches(right, "saved")]);
  expect(server.text("src/a.py")).toBe(text(left));
});

test("saved is not said before the log has said it, even when everybody already sees the edit", async () => {
  const [left, right] = [await join(), await join()];
  await Promise.all([reaches(left, "saved"), reaches(right, "saved")]);
  server.acknowledges = false;
  left.text.insert(0, "x");
  expect(left.standing.get()).toEqual({ kind: "saving", edits: 1 });
  await until(() => expect(text(right)).toBe("xone\n"));
  expect(left.standing.get()).toEqual({ kind: "saving", edits: 1 });
  server.acknowledges = true;
  server.acknowledgeAll();
  await reaches(left, "saved");
});

test("edits made while one is on its way travel together", async () => {
  const provider = await join();
  await reaches(provider, "saved");
  const before = server.updates.length;
  for (const letter of "abcdefgh") {
    provider.text.insert(0, letter);
    await Promise.resolve();
  }
  expect(provider.standing.get()).toEqual({ kind: "saving", edits: 8 });
  await reaches(provider, "saved");
  expect(server.text("src/a.py")).toBe("hgfedcbaone\n");
  expect(server.updates.length - before).toBeLessThanOrEqual(3);
});

test("edits made offline are counted, kept, and sent when the line is back", async () => {
  const port = server.port;
  const provider = await join();
  await reaches(provider, "saved");
  await server.stop();
  await reaches(provider, "offline");
  provider.text.insert(0, "a");
  provider.text.insert(0, "b");
  await until(() =>
    expect(provider.standing.get()).toEqual({ kind: "offline", edits: 2, kept: true }),
  );
  expect(provider.wouldLose()).toBe(false);
  const saved = server;
  server = await TestServer.start(port);
  const room = server.seed("src/a.py", "");
  Object.assign(room, { document: provider.identity?.document });
  room.doc.getText("content").delete(0, room.doc.getText("content").length);
  expect(saved.text("src/a.py")).toBe("one\n");
  await reaches(provider, "saved");
  expect(server.text("src/a.py")).toBe("baone\n");
});

test("edits nobody acknowledged survive a reload and are sent then", async () => {
  const keep = new MemoryKeep("test");
  const first = await join(keep);
  await reaches(first, "saved");
  server.refusal = 1013;
  server.cut();
  await reaches(first, "offline");
  first.text.insert(0, "kept ");
  await until(() => expect(first.standing.get()).toMatchObject({ edits: 1, kept: true }));
  await first.close();

  const second = await join(keep);
  expect(text(second)).toBe("kept one\n");
  await until(() =>
    expect(second.standing.get()).toEqual({ kind: "offline", edits: 1, kept: true }),
  );
  server.refusal = undefined;
  await reaches(second, "saved");
  expect(server.text("src/a.py")).toBe("kept one\n");

  const third = await join(keep);
  server.refusal = 1013;
  server.cut();
  await reaches(third, "offline");
  expect(third.standing.get()).toMatchObject({ edits: 0 });
});

test("what another tab left behind offline is sent by this one", async () => {
  const keep = new MemoryKeep("test");
  const [here, there] = [await join(keep), await join(keep)];
  await Promise.all([reaches(here, "saved"), reaches(there, "saved")]);
  server.refusal = 1013;
  server.cut();
  await Promise.all([reaches(here, "offline"), reaches(there, "offline")]);
  there.text.insert(0, "left ");
  await until(() => expect(there.standing.get()).toMatchObject({ edits: 1, kept: true }));
  await there.close();
  server.refusal = undefined;
  await until(() => expect(server.text("src/a.py")).toBe("left one\n"));
  await reaches(here, "saved");
});

test("a socket that falls silent without closing is given up and opened again", async () => {
  const provider = await join();
  await reaches(provider, "saved");
  server.silent = true;
  provider.text.insert(0, "x");
  await until(() => expect(server.connections).toBeGreaterThan(1));
  expect(provider.standing.get()).not.toEqual({ kind: "saved" });
  server.speakAgain();
  await reaches(provider, "saved");
  expect(server.text("src/a.py")).toBe("xone\n");
});

test("a quiet healthy socket is asked, answers, and stays", async () => {
  const provider = await join();
  await reaches(provider, "saved");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(server.connections).toBe(1);
});

test("another history is never merged: the text stays here, unsent", async () => {
  const keep = new MemoryKeep("test");
  const provider = await join(keep);
  await reaches(provider, "saved");
  server.refusal = 1013;
  server.cut();
  await reaches(provider, "offline");
  provider.text.insert(0, "mine ");
  server.refusal = undefined;
  server.seed("src/a.py", "another\n");
  await reaches(provider, "refused");
  expect(provider.standing.get()).toMatchObject({ refusal: "replaced", edits: 1 });
  expect(server.text("src/a.py")).toBe("another\n");
  expect(text(provider)).toBe("mine one\n");
});

test("a reader's edits are refused here, before the server has to", async () => {
  server.writable = false;
  const provider = await join();
  await reaches(provider, "saved");
  provider.text.insert(0, "x");
  expect(provider.standing.get()).toMatchObject({ kind: "refused", refusal: "not-allowed" });
  expect(server.updates).toHaveLength(0);
});

test("a person sees where the others are, and no longer once they are gone", async () => {
  const [left, right] = [await join(), await join()];
  await Promise.all([reaches(left, "saved"), reaches(right, "saved")]);
  left.awareness.setLocalState({ user: { name: "Kanya" } });
  const names = (): unknown[] =>
    [...right.awareness.getStates().values()].map((state): unknown => state.user);
  await until(() => expect(names()).toContainEqual({ name: "Kanya" }));
  server.refusal = 1013;
  server.cut();
  await reaches(right, "offline");
  expect(names()).not.toContainEqual({ name: "Kanya" });
});

test("without storage the page warns before edits are lost, and not once they are saved", async () => {
  const provider = await join(new MemoryKeep("page"));
  await reaches(provider, "saved");
  server.acknowledges = false;
  provider.text.insert(0, "x");
  expect(provider.wouldLose()).toBe(true);
  await until(() => expect(server.text("src/a.py")).toBe("xone\n"));
  server.acknowledgeAll();
  await reaches(provider, "saved");
  expect(provider.wouldLose()).toBe(false);
});
