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
  /** From the server, or acknowledged by it. */
  #known: Uint8Array[] = [];
  #own: Uint8Array[] = [];
  #ownEdits = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #places: number[] = [];
  #unsettled: number[] = [];
  #writing = 0;
  #settlings = 0;
  #failed = false;

  constructor(keep: Keep, identity: Identity, doc: Y.Doc, changed: () => void) {
    this.#keep = keep;
    this.#identity = identity;
    this.#doc = doc;
    this.#changed = changed;
  }

  /** Every edit handed over so far would survive a reload. */
  get safe(): boolean {
    const gathered = this.#known.length + this.#own.length;
    return this.#keep.lasting && !this.#failed && this.#writing === 0 && gathered === 0;
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
    if (edits > 0) this.#own.push(update);
    else this.#known.push(update);
    this.#ownEdits += edits;
    this.#timer ??= setTimeout(() => void this.flush(), gatherFor);
  }

  /** What the server has and what it lacks are kept apart: the difference is what was not sent. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [known, own, edits] = [this.#known, this.#own, this.#ownEdits];
    this.#known = [];
    this.#own = [];
    this.#ownEdits = 0;
    await Promise.all([this.#write(known, 0), this.#write(own, edits)]);
  }

  async #write(updates: readonly Uint8Array[], edits: number): Promise<void> {
    if (updates.length === 0) return;
    const settlings = this.#settlings;
    this.#writing += 1;
    try {
      const place = await this.#keep.append(this.#identity, Y.mergeUpdates([...updates]), edits);
      this.#places.push(place);
      if (edits > 0 && settlings !== this.#settlings) await this.#keep.settle([place]);
      else if (edits > 0) this.#unsettled.push(place);
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
    this.#settlings += 1;
    this.#known.push(...this.#own);
    this.#own = [];
    this.#ownEdits = 0;
    const places = this.#unsettled;
    this.#unsettled = [];
    const compacts = this.#places.length >= compactAt;
    const whole = compacts ? Y.encodeStateAsUpdate(this.#doc) : undefined;
    const old = compacts ? this.#places.splice(0) : [];
    if (places.length > 0) await this.#keep.settle(places);
    if (whole) this.#places.push(await this.#keep.compact(this.#identity, old, whole));
  }

  #last(): number {
    return this.#places.reduce((last, place) => Math.max(last, place), 0);
  }
}
