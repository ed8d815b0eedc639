/**
 * Joins one Yjs document to the server and to this device, and tells where its edits are.
 *
 * The first content always comes from the server or from what the server once gave; this client
 * never makes any. "Saved" is said only when every message that carried an edit was acknowledged.
 */
import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Keep } from "./keep";
import { KeptDocument } from "./kept-document";
import { Link, type Return } from "./link";
import { Outbox } from "./outbox";
import {
  answerFrame,
  applyAwarenessUpdate,
  askAwarenessFrame,
  askFrame,
  awarenessFrame,
  documentAddress,
  passes,
  readFrame,
  refusalOf,
  type Identity,
  type Incoming,
  type Notice,
  type Refusal,
} from "./protocol";
import type { Pulse } from "./pulse";
import { Signal } from "@/lib/signal";
import { sameStanding, standingOf, wouldLose, type Facts, type Standing } from "./standing";

export interface ProviderOptions {
  /** `ws://host/collab/`, before the workspace. */
  readonly server: string;
  readonly workspace: string;
  readonly path: string;
  readonly keep: Keep;
  readonly pulse?: Pulse;
}

export class Provider {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("content");
  readonly awareness = new Awareness(this.doc);
  readonly standing = new Signal<Standing>({ kind: "opening" }, sameStanding);
  readonly writable = new Signal(false);
  readonly loaded = new Signal(false);
  readonly notice = new Signal<Notice | undefined>(undefined);
  /** Why nothing more is saved, until that changes. */
  readonly refusal = new Signal<Refusal | undefined>(undefined);

  #options: ProviderOptions;
  #path: string;
  #link: Link;
  #outbox = new Outbox((frame) => this.#link.send(frame));
  #identity: Identity | undefined;
  #kept: KeptDocument | undefined;
  #refusal: Refusal | undefined;
  #answered = false;
  #received = false;
  #failed = false;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#path = options.path;
    this.#link = new Link(
      {
        address: () => documentAddress(options.server, this.#place(), this.#identity),
        opened: () => this.#opened(),
        received: (bytes) => {
          this.#take(readFrame(bytes));
          this.#tell();
        },
        closed: (code) => this.#closed(code),
        question: askAwarenessFrame,
      },
      options.pulse,
    );
    this.doc.on("update", this.#changed);
    this.awareness.on("update", this.#moved);
  }

  get identity() {
    return this.#identity;
  }

  /** Shows what this device knows at once, and then connects. */
  async open(): Promise<void> {
    const identity = await this.#options.keep.recall(this.#place());
    if (identity && !this.#identity) await this.#adopt(identity);
    this.#link.start();
    this.#tell();
  }

  /** The document is at another path now; it stays the same document. */
  moved(path: string): void {
    this.#path = path;
    if (this.#identity) void this.#options.keep.remember(this.#place(), this.#identity);
    if (this.#refusal === "gone") this.retry();
  }

  retry(): void {
    this.#refusal = undefined;
    this.#link.retry();
    this.#tell();
  }

  /** Closing the page now would lose edits. Writes what can still be written. */
  wouldLose(): boolean {
    this.#outbox.flush();
    void this.#kept?.flush();
    return wouldLose(this.#facts());
  }

  async close(): Promise<void> {
    this.#outbox.flush();
    this.awareness.destroy();
    this.#link.stop();
    this.doc.off("update", this.#changed);
    await this.#kept?.flush();
    this.doc.destroy();
  }

  #place(): string {
    return `${this.#options.workspace}/${this.#path}`;
  }

  #opened(): void {
    this.#refusal = undefined;
    this.#failed = false;
    this.#link.send(askFrame(this.doc));
    if (this.awareness.getLocalState() !== null) {
      this.#link.send(awarenessFrame(this.awareness, [this.doc.clientID]));
    }
    this.#tell();
  }

  #closed(code: number): Return {
    this.#answered = this.#received = false;
    this.#failed = true;
    this.#outbox.end();
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.#refusal = refusalOf(code);
    this.#tell();
    if (!this.#refusal || passes(this.#refusal)) return "soon";
    return this.#refusal === "signed-out" ? "with-the-person" : "when-told";
  }

  #take(incoming: Incoming): void {
    switch (incoming.kind) {
      case "document":
        this.writable.set(incoming.writable);
        void this.#adopt(incoming.identity);
        return;
      case "ask":
        this.#answer(incoming.state);
        return;
      case "answer":
        Y.applyUpdate(this.doc, incoming.update, this);
        this.#received = true;
        this.loaded.set(true);
        return;
      case "update":
        Y.applyUpdate(this.doc, incoming.update, this);
        return;
      case "awareness":
        applyAwarenessUpdate(this.awareness, incoming.update, this);
        return;
      case "acknowledged":
        this.#outbox.acknowledged(incoming.messages);
        this.#settle();
        return;
      case "notice":
        this.notice.set(incoming.notice);
    }
  }

  /** The document is known by name: what this device kept of it joins in. */
  async #adopt(identity: Identity): Promise<void> {
    if (this.#identity) {
      // Another tab of this browser may have left edits here since.
      if (this.#kept) this.#count(await this.#kept.load());
      return;
    }
    this.#identity = identity;
    const before = Y.encodeStateAsUpdate(this.doc);
    this.#kept = new KeptDocument(this.#options.keep, identity, this.doc, this.#tell);
    void this.#options.keep.remember(this.#place(), identity);
    const edits = await this.#kept.load();
    this.#kept.append(before, 0);
    if (this.text.length > 0) this.loaded.set(true);
    this.#count(edits);
  }

  #count(edits: number): void {
    this.#outbox.ledger.edited(edits);
    if (edits === 0) this.#settle();
    this.#tell();
  }

  #answer(state: Uint8Array): void {
    this.#answered = true;
    if (this.writable.get()) this.#outbox.begin(answerFrame(this.doc, state));
  }

  /** All is acknowledged, so what this device kept is no longer the only copy of anything. */
  #settle(): void {
    if (this.#outbox.ledger.settled && this.#inStep()) void this.#kept?.settle();
  }

  #changed = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) {
      this.#kept?.append(update, 0);
      return;
    }
    if (origin !== this.#kept || origin === undefined) {
      this.#outbox.ledger.edited(1);
      this.#kept?.append(update, 1);
    }
    this.#outbox.add(update);
    this.#tell();
  };

  #moved = (_: unknown, origin: unknown): void => {
    if (origin !== "local") return;
    this.#link.send(awarenessFrame(this.awareness, [this.doc.clientID]));
  };

  #inStep = () => this.#received && (this.#answered || !this.writable.get()); // no reader is asked

  #facts(): Facts {
    const { edits, settled } = this.#outbox.ledger;
    const denied = this.#inStep() && !this.writable.get() && edits > 0;
    return {
      line: this.#link.state === "open" ? "up" : this.#failed ? "down" : "first-try",
      synced: this.#inStep(),
      edits,
      settled,
      kept: this.#kept?.safe ?? false,
      refusal: this.#refusal ?? (denied ? "not-allowed" : undefined),
    };
  }

  #tell = (): void => {
    const facts = this.#facts();
    this.refusal.set(facts.refusal);
    this.standing.set(standingOf(facts));
  };
}
