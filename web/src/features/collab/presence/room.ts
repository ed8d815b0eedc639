/** The workspace's own room: no text, only who is here and which file each has in front. */
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

export class Room {
  /** Everybody here but this page. */
  readonly others = new Signal<readonly Present[]>([], samePresent);
  /** Milliseconds that the server takes to answer. */
  readonly latency = new Signal<number | undefined>(undefined);
  readonly connected = new Signal(false);
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

  /** Tells the others which file is in front here. */
  show(path: string | undefined): void {
    this.#awareness.setLocalState(path === undefined ? {} : { path });
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
    const states = [...this.#awareness.getStates()]
      .filter(([client]) => client !== this.#awareness.clientID)
      .map(([, state]) => state);
    this.others.set(presentIn(states));
  }
}
