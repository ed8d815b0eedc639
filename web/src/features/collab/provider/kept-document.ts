/**
 * Joins one Yjs document to what the device keeps of it: loads, appends, settles, compacts.
 *
 * Writes are gathered for a moment; `flush` writes at once, as before the page goes away.
 */
import * as Y from "yjs";
import type { Keep } from "./keep";
import type { Identity } from "./protocol";

const gatherFor = 60;
const compactAt = 300;

export class KeptDocument {
  #keep: Keep;
  #identity: Identity;
  #doc: Y.Doc;
  #changed: () => void;
  #gathered: Uint8Array[] = [];
  #gatheredEdits = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #places: number[] = [];
  #unsettled: number[] = [];
  #writing = 0;
  #failed = false;

  constructor(keep: Keep, identity: Identity, doc: Y.Doc, changed: () => void) {
    this.#keep = keep;
    this.#identity = identity;
    this.#doc = doc;
    this.#changed = changed;
  }

  /** Every edit handed over so far would survive a reload. */
  get safe(): boolean {
    return (
      this.#keep.lasting && !this.#failed && this.#writing === 0 && this.#gathered.length === 0
    );
  }

  /** Applies what was kept since the last load. Returns how many unsaved edits were new here. */
  async load(): Promise<number> {
    const { updates, edits, places } = await this.#keep.load(this.#identity, this.#last());
    this.#places.push(...places);
    if (edits > 0) this.#unsettled.push(...places);
    if (updates.length === 0) return 0;
    const news: Uint8Array[] = [];
    const hear = (update: Uint8Array) => void news.push(update);
    this.#doc.on("update", hear);
    Y.applyUpdate(this.#doc, Y.mergeUpdates([...updates]), this);
    this.#doc.off("update", hear);
    return news.length > 0 ? edits : 0;
  }

  append(update: Uint8Array, edits: number): void {
    this.#gathered.push(update);
    this.#gatheredEdits += edits;
    this.#timer ??= setTimeout(() => void this.flush(), gatherFor);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered.length === 0) return;
    const update = Y.mergeUpdates(this.#gathered);
    const edits = this.#gatheredEdits;
    this.#gathered = [];
    this.#gatheredEdits = 0;
    this.#writing += 1;
    try {
      const place = await this.#keep.append(this.#identity, update, edits);
      this.#places.push(place);
      if (edits > 0) this.#unsettled.push(place);
    } catch (error) {
      this.#failed = true;
      console.warn("This device could not keep an edit", error);
    } finally {
      this.#writing -= 1;
      this.#changed();
    }
  }

  /** Everything so far is acknowledged by the server. */
  async settle(): Promise<void> {
    this.#gatheredEdits = 0;
    const places = this.#unsettled;
    this.#unsettled = [];
    if (places.length > 0) await this.#keep.settle(places);
    if (this.#places.length < compactAt) return;
    const old = this.#places;
    this.#places = [];
    const whole = Y.encodeStateAsUpdate(this.#doc);
    this.#places.push(await this.#keep.compact(this.#identity, old, whole));
  }

  #last(): number {
    return this.#places.reduce((last, place) => Math.max(last, place), 0);
  }
}
