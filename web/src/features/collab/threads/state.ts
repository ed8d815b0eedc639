/** What a page shows of threads: whether the panel is open, which threads, and the one that is read. */
import { Signal } from "@/lib/signal";
import type { Anchors, Range } from "./place";

export type Scope = "file" | "workspace";
export type Which = "open" | "resolved" | "mine" | "mentions";

/** A passage somebody wants to say something about. */
export interface Begun extends Anchors {
  readonly path: string;
  readonly quote: string;
  readonly line: number;
}

/** What the panel has in front: the list, one thread, or a new one. */
export type InFront =
  | { readonly kind: "list" }
  | { readonly kind: "thread"; readonly thread: string }
  | { readonly kind: "new"; readonly begun: Begun };

/** Where the focus goes when the panel has drawn. Each ask is another object. */
export interface FocusWish {
  readonly on: "panel" | "field";
}

/** A thread to be led to; `path` is undefined until its file is known. */
export interface Wanted {
  readonly thread: string;
  readonly path: string | undefined;
}

export class ThreadsState {
  readonly open = new Signal(false);
  readonly scope = new Signal<Scope>("file");
  readonly which = new Signal<Which>("open");
  readonly inFront = new Signal<InFront>({ kind: "list" });
  readonly focus = new Signal<FocusWish | undefined>(undefined);

  /** Where threads of the file in front are now, as the editor sees them. */
  readonly places = new Signal<ReadonlyMap<string, Range>>(new Map());
  /** The thread whose text is to be brought into sight, until it is. */
  readonly wanted = new Signal<Wanted | undefined>(undefined);
  #followed: string | undefined;

  /** Shows the thread that the page's address names, once for each address. */
  follow(thread: string | undefined): void {
    if (thread === undefined || thread === this.#followed) return;
    this.#followed = thread;
    this.showThread(thread);
    this.wanted.set({ thread, path: undefined });
  }

  showList(): void {
    this.inFront.set({ kind: "list" });
    this.#show("panel");
  }

  showThread(thread: string, on: FocusWish["on"] = "panel"): void {
    this.inFront.set({ kind: "thread", thread });
    this.#show(on);
  }

  begin(begun: Begun): void {
    this.inFront.set({ kind: "new", begun });
    this.#show("field");
  }

  /** A thread that was sent takes the place of the one begun. */
  opened(thread: string): void {
    if (this.inFront.get().kind === "new") this.inFront.set({ kind: "thread", thread });
  }

  close(): void {
    this.open.set(false);
  }

  toggle(): void {
    if (this.open.get()) this.close();
    else this.#show("panel");
  }

  #show(on: FocusWish["on"]): void {
    this.open.set(true);
    this.focus.set({ on });
  }
}

const states = new WeakMap<object, ThreadsState>();

/** The one state of a page, known by what the page does together with others. */
export function threadsOf(session: object): ThreadsState {
  const known = states.get(session) ?? new ThreadsState();
  states.set(session, known);
  return known;
}
