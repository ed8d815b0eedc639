/**
 * Where the other people's carets and selections are in one view, and where this one's are for them.
 *
 * Positions travel as Yjs relative positions in y-codemirror's own form, so other clients see them.
 * Between two messages they are mapped through edits, as relative positions would move.
 */
import { StateEffect } from "@codemirror/state";
import { ViewPlugin, type EditorView, type ViewUpdate } from "@codemirror/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { memberOf } from "../presence/people";

export interface Peer {
  readonly client: number;
  readonly member: string | undefined;
  readonly anchor: number;
  readonly head: number;
  /** When the caret last moved, in milliseconds since the epoch. */
  readonly moved: number;
}

/** For this long after a move the flag stays. */
export const flagStays = 2_000;

const publishEvery = 50;

export const peersChanged = StateEffect.define();

interface Ends {
  readonly anchor: unknown;
  readonly head: unknown;
}

function readCursor(state: unknown): Ends | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { cursor } = state as { readonly cursor?: unknown };
  if (typeof cursor !== "object" || cursor === null) return undefined;
  const { anchor, head } = cursor as { readonly anchor?: unknown; readonly head?: unknown };
  return anchor && head ? { anchor, head } : undefined;
}

class Peers {
  peers: readonly Peer[] = [];
  #view: EditorView;
  #text: Y.Text;
  #awareness: Awareness;
  #frame: number | undefined;
  #publishing: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #published = "";

  constructor(view: EditorView, text: Y.Text, awareness: Awareness) {
    this.#view = view;
    this.#text = text;
    this.#awareness = awareness;
    awareness.on("change", this.#heard);
    this.#read();
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      const now = Date.now();
      this.peers = this.peers.map((peer) => {
        const head = update.changes.mapPos(peer.head, 1);
        const typedThere = head !== update.changes.mapPos(peer.head, -1);
        const anchor = update.changes.mapPos(peer.anchor, 1);
        return { ...peer, head, anchor, moved: typedThere ? now : peer.moved };
      });
      if (this.peers.some(({ moved }) => moved === now)) this.#restSoon();
    }
    if (update.selectionSet || update.docChanged || update.focusChanged) {
      this.#publishing ??= setTimeout(() => this.#publish(), publishEvery);
    }
  }

  destroy(): void {
    this.#awareness.off("change", this.#heard);
    cancelAnimationFrame(this.#frame ?? 0);
    clearTimeout(this.#publishing);
    clearTimeout(this.#rest);
    this.#awareness.setLocalStateField("cursor", null);
  }

  #heard = (_: unknown, origin: unknown): void => {
    if (origin === "local") return;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#read();
      this.#redraw();
    });
  };

  #redraw(): void {
    this.#view.dispatch({ effects: peersChanged.of(null) });
    this.#restSoon();
  }

  /** Draws once more when the last flag has stood long enough. */
  #restSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(
      () => this.#view.dispatch({ effects: peersChanged.of(null) }),
      flagStays + 50,
    );
  }

  #read(): void {
    const before = new Map(this.peers.map((peer) => [peer.client, peer]));
    const now = Date.now();
    this.peers = [...this.#awareness.getStates()].flatMap(([client, state]) => {
      const cursor = client === this.#awareness.clientID ? undefined : readCursor(state);
      const anchor = this.#absolute(cursor?.anchor);
      const head = this.#absolute(cursor?.head);
      if (anchor === undefined || head === undefined) return [];
      const old = before.get(client);
      const moved = old?.head === head && old.anchor === anchor ? old.moved : now;
      return [{ client, member: memberOf(state), anchor, head, moved }];
    });
  }

  #absolute(relative: unknown): number | undefined {
    if (relative === undefined) return undefined;
    const { doc } = this.#text;
    const position = Y.createRelativePositionFromJSON(relative);
    const found = doc && Y.createAbsolutePositionFromRelativePosition(position, doc);
    if (found?.type !== this.#text) return undefined;
    return Math.min(found.index, this.#view.state.doc.length);
  }

  #publish(): void {
    this.#publishing = undefined;
    const { hasFocus, state } = this.#view;
    const { anchor, head } = state.selection.main;
    if (!hasFocus && this.#published === "") return;
    const cursor = hasFocus
      ? {
          anchor: Y.createRelativePositionFromTypeIndex(this.#text, anchor),
          head: Y.createRelativePositionFromTypeIndex(this.#text, head),
        }
      : null;
    const written = cursor ? JSON.stringify(cursor) : "";
    // Typing in the middle of a text moves no relative position: nothing to say.
    if (written === this.#published) return;
    this.#published = written;
    this.#awareness.setLocalStateField("cursor", cursor);
  }
}

export type PeersPlugin = ViewPlugin<Peers>;

export function peersOf(text: Y.Text, awareness: Awareness): PeersPlugin {
  return ViewPlugin.define((view) => new Peers(view, text, awareness));
}
