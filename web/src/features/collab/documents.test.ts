import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Documents } from "./documents";
import { MemoryKeep } from "./provider/keep";
import type { Provider } from "./provider/provider";
import { TestServer } from "./provider/testing/server";

const pulse = { firstRetry: 10, longestRetry: 40, quiet: 500, answerWithin: 500, answerSoon: 200 };

let server: TestServer;
let keep: MemoryKeep;
let documents: Documents;
let closed: Provider[];

beforeEach(async () => {
  server = await TestServer.start();
  server.seed("a.py", "a\n");
  server.seed("src/b.py", "b\n");
  keep = new MemoryKeep("test");
  closed = [];
  documents = start();
});

afterEach(async () => {
  documents.closeAll();
  await server.stop();
});

function start(): Documents {
  return new Documents({
    server: server.address,
    workspace: "w",
    keep,
    pulse,
    closed: (provider) => closed.push(provider),
  });
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 5 });
const saved = (provider: Provider) =>
  until(() => expect(provider.standing.get().kind).toBe("saved"));

test("a path has one document, however often it is opened", () => {
  expect(documents.open("a.py")).toBe(documents.open("a.py"));
});

test("the page is as safe as the least safe of its documents", async () => {
  const [left, right] = [documents.open("a.py"), documents.open("src/b.py")];
  await Promise.all([saved(left), saved(right)]);
  await until(() => expect(documents.standing.get()).toEqual({ kind: "saved" }));
  server.acknowledges = false;
  right.text.insert(0, "x");
  expect(documents.standing.get()).toEqual({ kind: "saving", edits: 1 });
});

test("an open document goes along when its folder moves", async () => {
  const provider = documents.open("src/b.py");
  await saved(provider);
  documents.moved("src", "lib/old");
  expect(documents.get("src/b.py")).toBeUndefined();
  expect(documents.get("lib/old/b.py")).toBe(provider);
});

test("edits to a history that was replaced are set aside, kept, and offered", async () => {
  const old = documents.open("a.py");
  await saved(old);
  server.refusal = 1013;
  server.cut();
  await until(() => expect(old.standing.get().kind).toBe("offline"));
  old.text.insert(0, "mine ");
  await until(() => expect(old.standing.get()).toMatchObject({ kept: true }));
  server.refusal = undefined;
  server.seed("a.py", "another\n");

  const mine = { text: "mine a\n", edits: 1 };
  await until(() => expect(documents.rescued.get().get("a.py")).toMatchObject(mine));
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("another\n"));
  expect(closed).toEqual([old]);

  documents.closeAll();
  documents = start();
  documents.open("a.py");
  await until(() => expect(documents.rescued.get().get("a.py")).toMatchObject(mine));
  await documents.settle("a.py");
  documents.closeAll();
  documents = start();
  await saved(documents.open("a.py"));
  expect(documents.rescued.get().size).toBe(0);
});

test("a replaced history without edits is simply opened anew", async () => {
  const old = documents.open("a.py");
  await saved(old);
  server.seed("a.py", "another\n");
  server.cut();
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("another\n"));
  expect(documents.rescued.get().size).toBe(0);
});
