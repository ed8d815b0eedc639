/**
 * Sends a document's own updates in as few messages as keeps typing quick, and counts them home.
 *
 * The first edit leaves at once; while a message is on its way the next ones gather for a moment.
 */
import * as Y from "yjs";
import { Ledger } from "./ledger";
import { updateFrame } from "./protocol";
import { Signal } from "@/lib/signal";

const gatherFor = 30;

export class Outbox {
  readonly ledger = new Ledger();
  /** Milliseconds from an edit to its acknowledgement, the last time. */
  readonly latency = new Signal<number | undefined>(undefined);
  #post: (frame: Uint8Array) => boolean;
  #open = false;
  #waiting: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = 0;

  constructor(post: (frame: Uint8Array) => boolean) {
    this.#post = post;
  }

  /** The server said what it has and `answer` holds the rest: from here on updates may follow. */
  begin(answer: Uint8Array): void {
    this.#waiting = [];
    this.#open = true;
    this.#send(answer);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#open = false;
    this.ledger.disconnected();
  }

  add(update: Uint8Array): void {
    if (!this.#open) return; // the answer of the next connection carries it
    this.#waiting.push(update);
    if (this.ledger.inFlight === 0) queueMicrotask(() => this.flush());
    else this.#timer ??= setTimeout(() => this.flush(), gatherFor);
  }

  acknowledged(messages: number): void {
    this.ledger.acknowledged(messages);
    if (this.ledger.inFlight > 0) return;
    this.latency.set(Math.round(performance.now() - this.#sentAt));
    this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [first, ...more] = this.#waiting;
    if (!this.#open || !first) return;
    this.#waiting = [];
    this.#send(updateFrame(more.length === 0 ? first : Y.mergeUpdates([first, ...more])));
  }

  #send(frame: Uint8Array): void {
    if (!this.#post(frame)) return;
    this.#sentAt = performance.now();
    this.ledger.sent();
  }
}
