/**
 * Keeps documents in IndexedDB, one database a member, so that two people on one browser share nothing.
 *
 * Written by hand because "kept on this device" must be known: a write counts when its transaction
 * has completed.
 */
import { keyOf, MemoryKeep, type Keep, type Kept } from "./keep";
import type { Identity } from "./protocol";

const stores = { updates: "updates", paths: "paths" } as const;
const mostPaths = 200;

interface Row {
  readonly key: string;
  readonly update: Uint8Array;
  readonly edits: number;
}

interface PathRow {
  readonly path: string;
  readonly identity?: Identity | undefined;
  /** A history that was replaced on the server while edits waited here. */
  readonly aside?: Identity | undefined;
  readonly opened: number;
}

const same = (left: Identity | undefined, right: Identity) =>
  left !== undefined && keyOf(left) === keyOf(right);

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB request failed"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB aborted"));
  });
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const updates = request.result.createObjectStore(stores.updates, { autoIncrement: true });
    updates.createIndex("key", "key");
    request.result.createObjectStore(stores.paths, { keyPath: "path" });
  };
  return answer(request);
}

class IndexedDbKeep implements Keep {
  readonly lasting = true;
  #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab upgrades or deletes the database: let it.
    database.onversionchange = () => database.close();
  }

  async recall(path: string): Promise<Identity | undefined> {
    return (await this.#row(path))?.identity;
  }

  async aside(path: string): Promise<Identity | undefined> {
    return (await this.#row(path))?.aside;
  }

  async remember(path: string, identity: Identity): Promise<void> {
    const { aside } = (await this.#row(path)) ?? {};
    await this.#put({ path, identity, aside, opened: Date.now() });
    await this.#forgetOldest();
  }

  async setAside(path: string, identity: Identity): Promise<void> {
    const meant = (await this.#row(path))?.identity;
    // Another tab may have opened what the path means now.
    const left = same(meant, identity) ? undefined : meant;
    await this.#put({ path, identity: left, aside: identity, opened: Date.now() });
  }

  async load(identity: Identity, after: number): Promise<Kept> {
    const store = this.#database.transaction(stores.updates).objectStore(stores.updates);
    const only = IDBKeyRange.only(keyOf(identity));
    const [keys, values] = await Promise.all([
      answer(store.index("key").getAllKeys(only)),
      answer(store.index("key").getAll(only)),
    ]);
    const rows = (values as Row[])
      .map((row, index) => ({ ...row, place: Number(keys[index]) }))
      .filter(({ place }) => place > after);
    return {
      updates: rows.map(({ update }) => update),
      known: rows.filter(({ edits }) => edits === 0).map(({ update }) => update),
      edits: rows.reduce((sum, { edits }) => sum + edits, 0),
      places: rows.map(({ place }) => place),
    };
  }

  async append(identity: Identity, update: Uint8Array, edits: number): Promise<number> {
    const transaction = this.#database.transaction(stores.updates, "readwrite");
    const row: Row = { key: keyOf(identity), update, edits };
    const request = transaction.objectStore(stores.updates).add(row);
    await finished(transaction);
    return Number(request.result);
  }

  async settle(places: readonly number[]): Promise<void> {
    const transaction = this.#database.transaction(stores.updates, "readwrite");
    const store = transaction.objectStore(stores.updates);
    for (const place of places) {
      const request = store.get(place);
      request.onsuccess = () => {
        const row = request.result as Row | undefined;
        if (row) store.put({ ...row, edits: 0 }, place);
      };
    }
    await finished(transaction);
  }

  async compact(
    identity: Identity,
    places: readonly number[],
    update: Uint8Array,
  ): Promise<number> {
    const transaction = this.#database.transaction(stores.updates, "readwrite");
    const store = transaction.objectStore(stores.updates);
    for (const place of places) store.delete(place);
    const row: Row = { key: keyOf(identity), update, edits: 0 };
    const request = store.add(row);
    await finished(transaction);
    return Number(request.result);
  }

  async forget(identity: Identity): Promise<void> {
    const transaction = this.#database.transaction([stores.updates, stores.paths], "readwrite");
    const updates = transaction.objectStore(stores.updates);
    const places = updates.index("key").getAllKeys(IDBKeyRange.only(keyOf(identity)));
    places.onsuccess = () => places.result.forEach((place) => updates.delete(place));
    const paths = transaction.objectStore(stores.paths);
    const all = paths.getAll();
    all.onsuccess = () => {
      for (const row of all.result as PathRow[]) {
        if (!same(row.identity, identity) && !same(row.aside, identity)) continue;
        const left = {
          ...row,
          identity: same(row.identity, identity) ? undefined : row.identity,
          aside: same(row.aside, identity) ? undefined : row.aside,
        };
        if (left.identity ?? left.aside) paths.put(left);
        else paths.delete(row.path);
      }
    };
    await finished(transaction);
  }

  async #row(path: string): Promise<PathRow | undefined> {
    const store = this.#database.transaction(stores.paths).objectStore(stores.paths);
    return (await answer(store.get(path))) as PathRow | undefined;
  }

  async #put(row: PathRow): Promise<void> {
    const transaction = this.#database.transaction(stores.paths, "readwrite");
    transaction.objectStore(stores.paths).put(row);
    await finished(transaction);
  }

  /** Drops the longest unopened documents past a limit, unless something in them is unsaved. */
  async #forgetOldest(): Promise<void> {
    const store = this.#database.transaction(stores.paths).objectStore(stores.paths);
    const rows = (await answer(store.getAll())) as PathRow[];
    const old = rows.sort((a, b) => b.opened - a.opened).slice(mostPaths);
    for (const { identity, aside } of old) {
      if (!identity || aside || (await this.load(identity, 0)).edits > 0) continue;
      await this.forget(identity);
    }
  }
}

/** The member's store on this device, or one that lasts as long as the page where there is none. */
export async function openKeep(member: string): Promise<Keep> {
  try {
    return new IndexedDbKeep(await openDatabase(`sala-${member}`));
  } catch (error) {
    console.warn("This browser keeps nothing on the device", error);
    return new MemoryKeep();
  }
}
