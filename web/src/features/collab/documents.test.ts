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
let undone: string[];

beforeEach(async () => {
  server = await TestServer.start();
  server.seed("a.py", "a\n");
  server.seed("src/b.py", "b\n");
  keep = new MemoryKeep("test");
  closed = [];
  undone = [];
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
    place: (path, base, text) => {
      const room = server.room(path);
      const at = room.doc.getText("content").toJSON().indexOf(base);
      if (at < 0) return Promise.reject(new Error("no place"));
      room.doc.getText("content").delete(at, base.length);
      room.doc.getText("content").insert(at, text);
      server.cut();
      return Promise.resolve(() => Promise.resolve(void undone.push(path)));
    },
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

const offline = async (provider: Provider) => {
  server.refusal = 1013;
  server.cut();
  await until(() => expect(provider.standing.get().kind).toBe("offline"));
};

/** Writes while the line is down and waits until this device has it. */
const write = async (provider: Provider, text: string) => {
  provider.text.insert(0, text);
  await until(() => expect(provider.standing.get()).toMatchObject({ kept: true }));
};

test("edits to a history that was replaced come into the new one, and only they", async () => {
  const old = documents.open("a.py");
  await saved(old);
  old.text.insert(2, "sent\n");
  await saved(old);
  await offline(old);
  await write(old, "mine ");
  server.refusal = undefined;
  server.seed("a.py", "new\na\nsent\n");
  expect(documents.unsent("a.py")).toBe(true);

  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("new\nmine a\nsent\n"));
  expect(closed).toEqual([old]);
  expect(documents.rescued.get().size).toBe(0);
  await until(() => expect(documents.get("a.py")?.notice.get()?.code).toBe("rescued"));
  await documents.get("a.py")?.notice.get()?.back?.();
  expect(undone).toEqual(["a.py"]);
  expect(documents.unsent("a.py")).toBe(true);
  documents.get("a.py")?.notice.set(undefined);
  expect(documents.unsent("a.py")).toBe(false);
  expect(await keep.aside("w/a.py")).toBeUndefined();
});

test("edits without a place in the new history are set aside, kept, and offered", async () => {
  const old = documents.open("a.py");
  await saved(old);
  await offline(old);
  await write(old, "mine ");
  server.refusal = undefined;
  server.seed("a.py", "nothing like it\n");

  const mine = { text: "mine a\n", edits: 1 };
  await until(() => expect(documents.rescued.get().get("a.py")).toMatchObject(mine));
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("nothing like it\n"));

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

test("what another tab left offline is rescued by the one that is still open", async () => {
  const here = documents.open("a.py");
  await saved(here);
  const other = start();
  const there = other.open("a.py");
  await saved(there);
  await offline(there);
  await write(there, "left ");
  other.closeAll();
  server.refusal = undefined;
  server.seed("a.py", "new\na\n");
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("new\nleft a\n"));
});

test("two tabs with the same edits neither double them nor lose what one typed later", async () => {
  const here = documents.open("a.py");
  await saved(here);
  const other = start();
  const there = other.open("a.py");
  await saved(there);
  await offline(here);
  await write(here, "mine ");
  other.closeAll();
  const { identity } = here;
  if (!identity) throw new Error("a saved document has an identity");
  // Another tab has brought all of it in, and then this one goes on typing.
  await keep.forget(identity);
  await write(here, "more ");
  server.refusal = undefined;
  server.seed("a.py", "new\nmine a\n");
  await until(() =>
    expect(documents.rescued.get().get("a.py")).toMatchObject({ text: "more mine a\n" }),
  );
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("new\nmine a\n"));
});

test("a file that is gone for good keeps its unsent text in sight", async () => {
  const old = documents.open("a.py");
  await saved(old);
  await offline(old);
  await write(old, "mine ");
  server.refusal = 4404;
  await until(() =>
    expect(old.standing.get()).toEqual({ kind: "refused", refusal: "gone", edits: 1, kept: true }),
  );
  documents.closeAll();
  documents = start();
  const again = documents.open("a.py");
  await until(() => expect(again.text.toJSON()).toBe("mine a\n"));
});

test("a replaced history without edits is simply opened anew", async () => {
  const old = documents.open("a.py");
  await saved(old);
  server.seed("a.py", "another\n");
  server.cut();
  await until(() => expect(documents.get("a.py")?.text.toJSON()).toBe("another\n"));
  expect(documents.rescued.get().size).toBe(0);
});
