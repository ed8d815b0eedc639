import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { MemoryKeep, type Keep } from "./keep";
import { openKeep } from "./keep-indexeddb";

const identity = { document: "d1", epoch: 1 };
const bytes = (...values: number[]) => new Uint8Array(values);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange;
});

const adapters: readonly (readonly [string, () => Promise<Keep>])[] = [
  ["in memory", () => Promise.resolve(new MemoryKeep("test"))],
  ["in IndexedDB", () => openKeep("m1")],
];

describe.each(adapters)("what is kept %s", (_, start) => {
  test("comes back in order with the edits nobody acknowledged", async () => {
    const keep = await start();
    await keep.append(identity, bytes(1), 0);
    await keep.append(identity, bytes(2), 3);
    const kept = await keep.load(identity, 0);
    expect(kept.updates).toEqual([bytes(1), bytes(2)]);
    expect(kept.edits).toBe(3);
  });

  test("is not counted any more once it is settled", async () => {
    const keep = await start();
    const place = await keep.append(identity, bytes(2), 3);
    await keep.append(identity, bytes(3), 1);
    await keep.settle([place]);
    expect((await keep.load(identity, 0)).edits).toBe(1);
  });

  test("is read from a place onwards", async () => {
    const keep = await start();
    const place = await keep.append(identity, bytes(1), 1);
    await keep.append(identity, bytes(2), 1);
    expect((await keep.load(identity, place)).updates).toEqual([bytes(2)]);
  });

  test("is replaced by one update when compacted, what came since untouched", async () => {
    const keep = await start();
    const places = [await keep.append(identity, bytes(1), 0)];
    await keep.append(identity, bytes(2), 4);
    await keep.compact(identity, places, bytes(9));
    const kept = await keep.load(identity, 0);
    expect([...kept.updates].sort()).toEqual([bytes(2), bytes(9)]);
    expect(kept.edits).toBe(4);
  });

  test("of another epoch is another document", async () => {
    const keep = await start();
    await keep.append(identity, bytes(1), 1);
    expect((await keep.load({ ...identity, epoch: 2 }, 0)).updates).toEqual([]);
    await keep.forget({ ...identity, epoch: 2 });
    expect((await keep.load(identity, 0)).edits).toBe(1);
    await keep.forget(identity);
    expect((await keep.load(identity, 0)).updates).toEqual([]);
  });

  test("a history set aside at a path waits there until it is forgotten", async () => {
    const keep = await start();
    await keep.append(identity, bytes(1), 2);
    await keep.remember("w/a.py", identity);
    await keep.setAside("w/a.py", identity);
    expect(await keep.recall("w/a.py")).toBeUndefined();
    expect(await keep.aside("w/a.py")).toEqual(identity);
    const next = { document: "d2", epoch: 1 };
    await keep.remember("w/a.py", next);
    expect(await keep.aside("w/a.py")).toEqual(identity);
    await keep.forget(identity);
    expect(await keep.aside("w/a.py")).toBeUndefined();
    expect(await keep.recall("w/a.py")).toEqual(next);
  });

  test("a path remembers which document it meant", async () => {
    const keep = await start();
    expect(await keep.recall("w/a.py")).toBeUndefined();
    await keep.remember("w/a.py", identity);
    expect(await keep.recall("w/a.py")).toEqual(identity);
  });
});

test("two members on one browser share nothing", async () => {
  const [mine, theirs] = [await openKeep("m1"), await openKeep("m2")];
  await mine.append(identity, bytes(1), 1);
  expect((await theirs.load(identity, 0)).updates).toEqual([]);
});

test("what is kept survives the page", async () => {
  await (await openKeep("m1")).append(identity, bytes(1), 1);
  const again = await openKeep("m1");
  expect(again.lasting).toBe(true);
  expect((await again.load(identity, 0)).edits).toBe(1);
});

test("a browser without storage keeps for the page only, and says so", async () => {
  // @ts-expect-error a browser that refuses storage has no such thing
  globalThis.indexedDB = undefined;
  expect((await openKeep("m1")).lasting).toBe(false);
});
