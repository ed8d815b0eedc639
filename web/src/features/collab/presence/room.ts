/** The workspace's own room: no text, only who is here, and what each has in front. */
import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { Signal } from "@/lib/signal";
import { Link } from "../provider/link";
import {
  applyAwarenessUpdate,
  askAwarenessFrame,
  awarenessFrame,
  passes,
  readFrame,
  refusalOf,
} from "../provider/protocol";
import type { Pulse } from "../provider/pulse";
import { presentIn, samePresent, type Present } from "./people";

export interface RoomOptions {
  /** `ws://host/collab/`, before the workspace. */
  readonly server: string;
  readonly workspace: string;
  readonly pulse?: Pulse;
}

/** What is in sight of a file: relative positions as JSON, undefined where there is nothing. */
export interface InView {
  readonly top: unknown;
  readonly at: unknown;
}

export class Room {
  /** Everybody here but this page. */
  readonly others = new Signal<readonly Present[]>([], samePresent);
  /** Milliseconds that the server takes to answer. */
  readonly latency = new Signal<number | undefined>(undefined);
  readonly connected = new Signal(false);
  /** Grows whenever anybody says anything new. */
  readonly heard = new Signal(0);
  #awareness = new Awareness(new Y.Doc());
  #link: Link;

  constructor({ server, workspace, pulse }: RoomOptions) {
    this.#link = new Link(
      {
        address: () => `${server}${workspace}/?ack=1`,
        opened: () => {
          this.connected.set(true);
          this.#say();
        },
        received: (bytes) => this.#hear(bytes),
        closed: (code) => {
          this.connected.set(false);
          const here = this.#awareness.clientID;
          const others = [...this.#awareness.getStates().keys()].filter((id) => id !== here);
          removeAwarenessStates(this.#awareness, others, this);
          const refusal = refusalOf(code);
          return refusal === undefined || passes(refusal) ? "soon" : "with-the-person";
        },
        question: askAwarenessFrame,
      },
      pulse,
    );
    this.#awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.#say();
    });
    this.#awareness.on("change", () => this.#count());
  }

  enter(): void {
    this.#awareness.setLocalState({});
    this.#link.start();
  }

  leave(): void {
    this.#awareness.setLocalState(null);
    this.#link.stop();
    this.#awareness.destroy();
  }

  /** This page, as the others know it. */
  get client(): number {
    return this.#awareness.clientID;
  }

  /** Tells the others which file is in front here. */
  show(path: string | undefined): void {
    this.#tell({ path, top: undefined, at: undefined });
  }

  /** Tells whom this page follows: another page, by its client. */
  follow(client: number | undefined): void {
    this.#tell({ follows: client });
  }

  /** Tells where in the file in front the first line in sight is, and the caret when it is. */
  point(view: InView): void {
    this.#tell({ top: view.top, at: view.at });
  }

  /** Where in its file a page said that it looks. */
  viewOf(client: number): InView {
    const { top, at } = this.#awareness.getStates().get(client) ?? {};
    return { top, at };
  }

  #tell(news: Readonly<Record<string, unknown>>): void {
    const state = { ...this.#awareness.getLocalState(), ...news };
    this.#awareness.setLocalState(
      Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)),
    );
  }

  #say(): void {
    this.#link.send(awarenessFrame(this.#awareness, [this.#awareness.clientID]));
  }

  #hear(bytes: Uint8Array): void {
    const incoming = readFrame(bytes);
    if (incoming.kind === "awareness") {
      applyAwarenessUpdate(this.#awareness, incoming.update, this);
    }
    this.latency.set(this.#link.latency);
  }

  #count(): void {
    const states = [...this.#awareness.getStates()];
    this.others.set(presentIn(states.filter(([client]) => client !== this.client)));
    this.heard.set(this.heard.get() + 1);
  }
}
