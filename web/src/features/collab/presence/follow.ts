/**
 * Following one page of somebody: its file is opened here too, and the view scrolls as theirs does.
 *
 * It is told by awareness alone: the followed page says where it looks while anybody follows it.
 * Anything a person does here by key, pointer or wheel ends it; the keys of the toggle are its own.
 */
import { EditorView } from "@codemirror/view";
import * as Y from "yjs";
import type { Editors, InFront } from "../editor/editors";
import type { Present } from "./people";
import type { Room } from "./room";

export interface FollowOptions {
  readonly room: Room;
  readonly editors: Editors;
  readonly member: string;
  /** Brings a file in front. */
  readonly open: (path: string) => void;
  /** Nothing of the person is here for the moment, or they are back. */
  readonly waiting: (waits: boolean) => void;
  /** It is over: by something done here, or because they are gone. */
  readonly ended: () => void;
}

const pointEvery = 120;
const waitsFor = 5_000;

const marksOnly = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Fn"]);

const own = ["keydown", "beforeinput", "wheel", "touchmove", "pointerdown"] as const;

/** Whether an event is something a person did to this page, but for the controls of following. */
function isOwn(event: Event): boolean {
  const control = event.target instanceof Element && event.target.closest("[data-following]");
  if (!(event instanceof KeyboardEvent)) return !control;
  if (control && (event.key === "Enter" || event.key === " ")) return false;
  return !marksOnly.has(event.key) && !(event.altKey && event.code === "KeyF");
}

export class Follow {
  #options: FollowOptions;
  #client: number | undefined;
  #path: string | undefined;
  #followedMe = false;
  #gone: ReturnType<typeof setTimeout> | undefined;
  #unwatch: readonly (() => void)[];

  constructor(options: FollowOptions) {
    this.#options = options;
    const { room, editors } = options;
    this.#followedMe = this.#page()?.follows === room.client;
    this.#unwatch = [room.heard.watch(this.#look), editors.front.watch(this.#scroll)];
    for (const kind of own) addEventListener(kind, this.#act, { capture: true, passive: true });
    this.#look();
  }

  close(): void {
    for (const kind of own) removeEventListener(kind, this.#act, { capture: true });
    for (const unwatch of this.#unwatch) unwatch();
    clearTimeout(this.#gone);
    this.#options.room.follow(undefined);
  }

  #act = (event: Event): void => {
    if (isOwn(event)) this.#options.ended();
  };

  /** The page that is followed; another of the same person when it is gone, as after a reload. */
  #page(): Present | undefined {
    const pages = this.#options.room.others
      .get()
      .filter(({ member }) => member === this.#options.member);
    return (
      pages.find(({ client }) => client === this.#client) ??
      pages.findLast(({ path }) => path !== undefined) ??
      pages.at(-1)
    );
  }

  #look = (): void => {
    const { room, open, waiting, ended } = this.#options;
    const page = this.#page();
    waiting(page === undefined);
    if (!page) {
      this.#gone ??= setTimeout(ended, waitsFor);
      return;
    }
    clearTimeout(this.#gone);
    this.#gone = undefined;
    // Two who follow each other would both stand still: who began first, leads.
    const followsMe = page.follows === room.client;
    if (followsMe && !this.#followedMe) {
      ended();
      return;
    }
    this.#followedMe = followsMe;
    if (page.client !== this.#client) {
      this.#client = page.client;
      room.follow(page.client);
    }
    if (page.path !== undefined && page.path !== this.#path) {
      this.#path = page.path;
      open(page.path);
    }
    this.#scroll();
  };

  #scroll = (): void => {
    const { room, editors } = this.#options;
    const front = editors.front.get();
    if (this.#client === undefined || front === undefined || front.path !== this.#path) return;
    const { top, at } = room.viewOf(this.#client);
    const first = placeIn(front, top);
    if (first === undefined) return;
    const { view } = front;
    view.dispatch({ effects: EditorView.scrollIntoView(first, { y: "start", yMargin: 0 }) });
    // Where less fits than at theirs, what they are at counts more than where they begin.
    view.requestMeasure({
      key: this,
      read: () => placeIn(front, at),
      write: (caret) => {
        if (caret !== undefined) setTimeout(() => this.#keepInSight(front, caret));
      },
    });
  };

  #keepInSight({ view }: InFront, caret: number): void {
    if (this.#options.editors.front.get()?.view !== view) return;
    const at = Math.min(caret, view.state.doc.length);
    view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "nearest", yMargin: 0 }) });
  }
}

/** Where a relative position is in the view in front; undefined for none. */
function placeIn({ provider, view }: InFront, relative: unknown): number | undefined {
  if (typeof relative !== "object" || relative === null) return undefined;
  const { text } = provider;
  const position = Y.createRelativePositionFromJSON(relative);
  const found = text.doc && Y.createAbsolutePositionFromRelativePosition(position, text.doc);
  return found?.type === text ? Math.min(found.index, view.state.doc.length) : undefined;
}

/** Says where the view in front looks, now and whenever it moves. Returns how to stop. */
export function point(room: Room, editors: Editors): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave: (() => void) | undefined;
  const say = () => {
    timer = undefined;
    const front = editors.front.get();
    if (!front) return;
    const { view, provider } = front;
    const { top, bottom } = view.scrollDOM.getBoundingClientRect();
    const first = view.lineBlockAtHeight(Math.max(0, top - view.documentTop)).from;
    const last = view.lineBlockAtHeight(Math.max(0, bottom - view.documentTop)).to;
    const { head } = view.state.selection.main;
    const told = (at: number): unknown =>
      Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(provider.text, at));
    room.point({ top: told(first), at: first <= head && head <= last ? told(head) : undefined });
  };
  const soon = () => {
    timer ??= setTimeout(say, pointEvery);
  };
  const attach = () => {
    leave?.();
    const scroller = editors.front.get()?.view.scrollDOM;
    scroller?.addEventListener("scroll", soon, { passive: true });
    leave = () => scroller?.removeEventListener("scroll", soon);
    soon();
  };
  const unwatch = editors.front.watch(attach);
  const unwatchPlace = editors.place.watch(soon);
  attach();
  return () => {
    unwatch();
    unwatchPlace();
    leave?.();
    clearTimeout(timer);
    room.point({ top: undefined, at: undefined });
  };
}
