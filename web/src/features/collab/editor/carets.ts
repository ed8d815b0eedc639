/** Draws the other people in a view: their selections under the text, their carets and flags above. */
import { EditorSelection, type Extension, type SelectionRange } from "@codemirror/state";
import { RectangleMarker, layer, type EditorView, type LayerMarker } from "@codemirror/view";
import type { People, Person } from "../presence/people";
import { flagSide, type Side } from "./flags";
import { flagStays, peersChanged, type Peer, type PeersPlugin } from "./peers";

interface Place {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

interface Drawn {
  readonly slot: number;
  readonly letters: string;
  readonly side: Side;
  readonly moving: boolean;
}

/** A caret that is moved rather than drawn anew, so that it can glide. */
class Caret implements LayerMarker {
  readonly client: number;
  readonly place: Place;
  readonly drawn: Drawn;

  constructor(client: number, place: Place, drawn: Drawn) {
    this.client = client;
    this.place = place;
    this.drawn = drawn;
  }

  eq(other: LayerMarker): boolean {
    return (
      other instanceof Caret &&
      other.client === this.client &&
      JSON.stringify([other.place, other.drawn]) === JSON.stringify([this.place, this.drawn])
    );
  }

  draw(): HTMLElement {
    const caret = document.createElement("div");
    caret.append(document.createElement("div"));
    this.#dress(caret);
    return caret;
  }

  update(caret: HTMLElement, previous: LayerMarker): boolean {
    if (!(previous instanceof Caret) || previous.client !== this.client) return false;
    this.#dress(caret);
    return true;
  }

  #dress(caret: HTMLElement): void {
    const { left, top, height } = this.place;
    const { slot, letters, side, moving } = this.drawn;
    caret.className = `cm-person cm-remote-caret cm-slot-${slot}${moving ? " cm-moving" : ""}`;
    Object.assign(caret.style, { left: `${left}px`, top: `${top}px`, height: `${height}px` });
    const flag = caret.firstElementChild;
    if (!flag) return;
    flag.className = `cm-remote-flag${side === "below" ? " cm-below" : ""}`;
    flag.textContent = letters;
  }
}

export interface CaretOptions {
  readonly peers: PeersPlugin;
  readonly people: () => People;
  readonly initials: (name: string) => string;
}

function inOrder(view: EditorView, plugin: PeersPlugin): readonly Peer[] {
  const peers = view.plugin(plugin)?.peers ?? [];
  return [...peers].sort((a, b) => a.client - b.client);
}

const slotOf = (person: Person | undefined) => (((person?.slot ?? 1) - 1) % 8) + 1;

function caretsIn(view: EditorView, options: CaretOptions): readonly LayerMarker[] {
  const { doc, selection } = view.state;
  const peers = inOrder(view, options.peers).filter(({ head }) => head <= doc.length);
  const people = options.people();
  const mine = doc.lineAt(selection.main.head).number;
  const lineOf = (peer: Peer) => doc.lineAt(peer.head).number;
  const busy = new Set([...(view.hasFocus ? [mine] : []), ...peers.map(lineOf)]);
  const firstLine = doc.lineAt(view.lineBlockAtHeight(view.scrollDOM.scrollTop).from).number;
  const now = Date.now();
  return peers.flatMap((peer) => {
    const person = peer.member === undefined ? undefined : people.get(peer.member);
    const cursor = EditorSelection.cursor(peer.head);
    const [rectangle] = RectangleMarker.forRange(view, "", cursor);
    if (!rectangle) return [];
    const { left, top, height } = rectangle;
    const drawn: Drawn = {
      slot: slotOf(person),
      letters: options.initials(person?.name ?? "?"),
      side: flagSide({ line: lineOf(peer), firstLine, busy, mine }),
      moving: now - peer.moved < flagStays,
    };
    return [new Caret(peer.client, { left, top, height }, drawn)];
  });
}

/** The parts of a range that are in sight, line by line: a selection ends where its text ends. */
function linesOf(view: EditorView, from: number, to: number): readonly SelectionRange[] {
  const { doc } = view.state;
  const [first, last] = [Math.max(from, view.viewport.from), Math.min(to, view.viewport.to)];
  const ranges: SelectionRange[] = [];
  for (let at = first; at <= last;) {
    const line = doc.lineAt(at);
    const [start, end] = [Math.max(from, line.from), Math.min(to, line.to)];
    if (start < end) ranges.push(EditorSelection.range(start, end));
    at = line.to + 1;
  }
  return ranges;
}

function selectionsIn(view: EditorView, options: CaretOptions): readonly LayerMarker[] {
  const people = options.people();
  const { length } = view.state.doc;
  return inOrder(view, options.peers)
    .filter(({ anchor, head }) => anchor !== head && Math.max(anchor, head) <= length)
    .flatMap(({ anchor, head, member }) => {
      const slot = slotOf(member === undefined ? undefined : people.get(member));
      const style = `cm-remote-selection cm-slot-${slot}`;
      return linesOf(view, Math.min(anchor, head), Math.max(anchor, head)).flatMap((range) =>
        RectangleMarker.forRange(view, style, range),
      );
    });
}

export function remoteCarets(options: CaretOptions): Extension {
  const changed = (effects: readonly { is: (type: typeof peersChanged) => boolean }[]) =>
    effects.some((effect) => effect.is(peersChanged));
  return [
    options.peers,
    layer({
      above: false,
      class: "cm-remote-selections",
      update: (update) =>
        update.docChanged ||
        update.viewportChanged ||
        update.transactions.some(({ effects }) => changed(effects)),
      markers: (view) => selectionsIn(view, options),
    }),
    layer({
      above: true,
      class: "cm-remote-carets",
      update: (update) =>
        update.docChanged ||
        update.selectionSet ||
        update.focusChanged ||
        update.transactions.some(({ effects }) => changed(effects)),
      markers: (view) => caretsIn(view, options),
    }),
  ];
}
