/**
 * The editor views of a page: one a document, alive while its tab is open, in sight one at a time.
 *
 * A view out of sight goes on following its document; coming back it stands where it was left.
 */
import { EditorSelection, type StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { Signal } from "@/lib/signal";
import type { CollabWords } from "../messages";
import type { People } from "../presence/people";
import type { Provider } from "../provider/provider";
import { showChanged, type ChangedLines } from "./change-bar";
import { parts } from "./parts";
import { placeOf, samePlace, type Place } from "./place";
import { DocumentView, type Wrapping } from "./view";

export interface EditorsOptions {
  readonly words: CollabWords;
  readonly people: () => People;
  readonly initials: (name: string) => string;
  readonly nonce: string;
}

/** A place to bring into sight: a line from 1, and in it the characters from `start` to `end`. */
export interface Target {
  readonly line: number;
  readonly start?: number;
  readonly end?: number;
}

/** The document in sight. */
export interface InFront {
  readonly path: string;
  readonly provider: Provider;
  readonly view: EditorView;
}

interface Open {
  readonly made: DocumentView;
  readonly unwatch: () => void;
  scroll: StateEffect<unknown> | undefined;
}

export class Editors {
  /** Where the caret of the view in sight is. */
  readonly place = new Signal<Place | undefined>(undefined, samePlace);
  /** What that caret is in, outermost first. */
  readonly inside = new Signal<readonly string[]>([], (a, b) => a.join("\n") === b.join("\n"));
  readonly parts = parts;
  /** The view in sight, for what is shown beside its text. */
  readonly shown = new Signal<EditorView | undefined>(undefined);
  /** The document in sight, with its view. */
  readonly front = new Signal<InFront | undefined>(undefined);
  #options: EditorsOptions;
  #open = new Map<Provider, Open>();
  #shown: Provider | undefined;
  #wrapping: Wrapping = "prose";
  #waiting: { provider: Provider; target: Target | undefined } | undefined;

  constructor(options: EditorsOptions) {
    this.#options = options;
  }

  /** Puts the document's view into an element. Returns how to take it out again. */
  show(provider: Provider, path: string, parent: HTMLElement): () => void {
    const open = this.#open.get(provider) ?? this.#make(provider, path);
    const { view } = open.made;
    parent.replaceChildren(view.dom);
    this.#shown = provider;
    this.place.set(placeOf(view.state));
    this.shown.set(view);
    if (open.scroll) view.dispatch({ effects: open.scroll });
    view.requestMeasure();
    if (this.#waiting?.provider === provider) this.goTo(provider, this.#waiting.target);
    this.front.set({ path, provider, view });
    return () => {
      open.scroll = view.scrollSnapshot();
      view.dom.remove();
      if (this.#shown !== provider) return;
      this.#shown = undefined;
      this.shown.set(undefined);
      this.front.set(undefined);
      this.place.set(undefined);
      this.inside.set([]);
    };
  }

  /** Takes the focus; with a target, brings its line into the middle and puts the caret there. */
  goTo(provider: Provider, target: Target | undefined): void {
    const view = this.#open.get(provider)?.made.view;
    if (!view || this.#shown !== provider) {
      this.#waiting = { provider, target };
      return;
    }
    this.#waiting = undefined;
    view.focus();
    if (!target) return;
    const line = view.state.doc.line(Math.min(Math.max(1, target.line), view.state.doc.lines));
    const at = (offset: number) => Math.min(line.from + offset, line.to);
    const range = EditorSelection.range(at(target.start ?? 0), at(target.end ?? target.start ?? 0));
    view.dispatch({
      selection: range,
      effects: EditorView.scrollIntoView(range, { y: "center" }),
    });
  }

  focus(): void {
    this.#current()?.view.focus();
  }

  async find(): Promise<void> {
    const made = this.#current();
    if (made) (await made.finding()).openSearchPanel(made.view);
  }

  async goToLine(): Promise<void> {
    const made = this.#current();
    if (made) (await made.finding()).gotoLine(made.view);
  }

  showChanged(provider: Provider, lines: readonly ChangedLines[]): void {
    const view = this.#open.get(provider)?.made.view;
    if (view) showChanged(view, lines);
  }

  wrap(wrapping: Wrapping): void {
    this.#wrapping = wrapping;
    for (const { made } of this.#open.values()) made.wrap(wrapping);
  }

  rename(provider: Provider, path: string): void {
    this.#open.get(provider)?.made.rename(path);
  }

  close(provider: Provider): void {
    const open = this.#open.get(provider);
    if (!open) return;
    open.unwatch();
    open.made.view.destroy();
    this.#open.delete(provider);
  }

  #current(): DocumentView | undefined {
    return this.#shown && this.#open.get(this.#shown)?.made;
  }

  #make(provider: Provider, path: string): Open {
    const mine = () => this.#shown === provider;
    const made = new DocumentView({
      ...this.#options,
      provider,
      path,
      place: {
        moved: (place) => mine() && this.place.set(place),
        entered: (names) => mine() && this.inside.set(names),
      },
    });
    made.wrap(this.#wrapping);
    const unwatch = provider.writable.watch(() => made.allowWriting(provider.writable.get()));
    const open: Open = { made, unwatch, scroll: undefined };
    this.#open.set(provider, open);
    return open;
  }
}
