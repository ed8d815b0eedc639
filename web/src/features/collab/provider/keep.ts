/**
 * What a device keeps of the documents opened on it, so that a reload or a lost server loses nothing.
 *
 * Kept by document and epoch, never by path: a path may come to mean another history. Nothing here
 * is ever the first content of a document; that is the server's alone.
 */
import type { Identity } from "./protocol";

/** Updates found, the edits in them that no server has acknowledged, and their places in the store. */
export interface Kept {
  readonly updates: readonly Uint8Array[];
  /** Those of the updates that the server is known to have. */
  readonly known: readonly Uint8Array[];
  readonly edits: number;
  readonly places: readonly number[];
}

export interface Keep {
  /** False where nothing survives a reload. */
  readonly lasting: boolean;
  /** The document a path meant when it was last open here. */
  recall(path: string): Promise<Identity | undefined>;
  remember(path: string, identity: Identity): Promise<void>;
  /** The path means another history now; this one, which it meant, is kept beside it. */
  setAside(path: string, identity: Identity): Promise<void>;
  /** The history that was set aside at a path. */
  aside(path: string): Promise<Identity | undefined>;
  /** What lies after `after`, the last place already known; everything when it is 0. */
  load(identity: Identity, after: number): Promise<Kept>;
  /** Resolves with the update's place once it is safely stored; rejects when it cannot be. */
  append(identity: Identity, update: Uint8Array, edits: number): Promise<number>;
  /** The edits at these places are acknowledged. */
  settle(places: readonly number[]): Promise<void>;
  /** One update, fully acknowledged, in the stead of those at `places`. Returns its place. */
  compact(identity: Identity, places: readonly number[], update: Uint8Array): Promise<number>;
  /** Forgets one history of a document, and every path that meant it. */
  forget(identity: Identity): Promise<void>;
}

interface Row {
  readonly key: string;
  readonly update: Uint8Array;
  readonly edits: number;
}

export const keyOf = ({ document, epoch }: Identity): string => `${document}/${epoch}`;

/** Keeps for the life of the page: for browsers that refuse storage, and for tests. */
export class MemoryKeep implements Keep {
  readonly lasting: boolean;
  #paths = new Map<string, Identity>();
  #asides = new Map<string, Identity>();
  #rows = new Map<number, Row>();
  #next = 1;

  constructor(lifetime: "page" | "test" = "page") {
    this.lasting = lifetime === "test";
  }

  recall(path: string): Promise<Identity | undefined> {
    return Promise.resolve(this.#paths.get(path));
  }

  remember(path: string, identity: Identity): Promise<void> {
    this.#paths.set(path, identity);
    return Promise.resolve();
  }

  setAside(path: string, identity: Identity): Promise<void> {
    const meant = this.#paths.get(path);
    if (meant && keyOf(meant) === keyOf(identity)) this.#paths.delete(path);
    this.#asides.set(path, identity);
    return Promise.resolve();
  }

  aside(path: string): Promise<Identity | undefined> {
    return Promise.resolve(this.#asides.get(path));
  }

  load(identity: Identity, after: number): Promise<Kept> {
    const rows = [...this.#rows].filter(([at, row]) => at > after && row.key === keyOf(identity));
    return Promise.resolve({
      updates: rows.map(([, row]) => row.update),
      known: rows.filter(([, row]) => row.edits === 0).map(([, row]) => row.update),
      edits: rows.reduce((sum, [, row]) => sum + row.edits, 0),
      places: rows.map(([at]) => at),
    });
  }

  append(identity: Identity, update: Uint8Array, edits: number): Promise<number> {
    const place = this.#next++;
    this.#rows.set(place, { key: keyOf(identity), update, edits });
    return Promise.resolve(place);
  }

  settle(places: readonly number[]): Promise<void> {
    for (const place of places) {
      const row = this.#rows.get(place);
      if (row) this.#rows.set(place, { ...row, edits: 0 });
    }
    return Promise.resolve();
  }

  compact(identity: Identity, places: readonly number[], update: Uint8Array): Promise<number> {
    for (const place of places) this.#rows.delete(place);
    return this.append(identity, update, 0);
  }

  forget(identity: Identity): Promise<void> {
    for (const [place, row] of this.#rows) {
      if (row.key === keyOf(identity)) this.#rows.delete(place);
    }
    for (const map of [this.#paths, this.#asides]) {
      for (const [path, meant] of map) if (keyOf(meant) === keyOf(identity)) map.delete(path);
    }
    return Promise.resolve();
  }
}
