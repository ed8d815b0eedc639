/**
 * What one person has on the desk of one workspace: tabs, the side panel, the place on a phone.
 *
 * Remembered on this device; the address of the page names the file in front, so a link shows it.
 */
import { Signal } from "@/lib/signal";
import { pageAddress } from "../paths";
import {
  close,
  currentFile,
  fileTab,
  isSame,
  moved,
  noTabs,
  readTabs,
  removed,
  show,
  turn,
  writeTabs,
  type Tab,
  type Tabs,
} from "./tabs";

export type SideView = "files" | "search" | "changes";
/** On a phone one place is in sight at a time. */
export type Place = SideView | "code";

export interface Side {
  readonly view: SideView;
  readonly hidden: boolean;
}

/** A place in a file to bring into sight: a line from 1, and characters in it. */
export interface Spot {
  readonly line: number;
  readonly start?: number;
  readonly end?: number;
}

/** Make something, or bring files in, at the root. */
export interface Wish {
  readonly of: "file" | "folder" | "upload";
}

/** Where the caret should go: a file, and a place in it where one was asked for. */
export interface Target {
  readonly path: string;
  readonly spot: Spot | undefined;
}

export interface DeskOptions {
  readonly workspace: string;
  readonly member: string;
  /** From the page's address. */
  readonly file: string | undefined;
}

export class Desk {
  readonly tabs: Signal<Tabs>;
  readonly side = new Signal<Side>(
    { view: "files", hidden: false },
    (a, b) => a.view === b.view && a.hidden === b.hidden,
  );
  readonly place: Signal<Place>;
  /** The place that was last asked for; each ask is another object. */
  readonly target = new Signal<Target | undefined>(undefined);
  /** What was asked of the tree from outside of it; each ask is another object. */
  readonly wish = new Signal<Wish | undefined>(undefined);
  /** Grows when the search field should take the focus. */
  readonly searchAsked = new Signal(0);
  #options: DeskOptions;
  #key: string;

  constructor(options: DeskOptions) {
    const { workspace, member, file } = options;
    this.#options = options;
    this.#key = `sala.desk.${member}/${workspace}`;
    this.tabs = new Signal(file === undefined ? noTabs : show(noTabs, fileTab(file)));
    this.place = new Signal<Place>(file === undefined ? "files" : "code");
  }

  /** What was open here before; the file that the address names stays in front. */
  restore(): void {
    const stored = readTabs(this.#read());
    const current = this.tabs.get().current;
    this.#set(current ? show(stored, current) : stored);
    if (stored.current && !current) this.place.set("code");
  }

  /** Shows the file that the address names, after Back or Forward. */
  follow(file: string | undefined): void {
    if (file !== undefined && file !== currentFile(this.tabs.get())) this.openFile(file);
  }

  openFile(path: string): void {
    this.show(fileTab(path));
  }

  /** Opens a file and goes there: the caret follows. */
  goToFile(path: string, spot?: Spot): void {
    this.show(fileTab(path));
    this.target.set({ path, spot });
  }

  show(tab: Tab): void {
    this.#set(show(this.tabs.get(), tab), "new-entry");
    this.place.set("code");
  }

  close(tab: Tab): void {
    this.#set(close(this.tabs.get(), (other) => isSame(other, tab)));
  }

  closeOthers(): void {
    const { current } = this.tabs.get();
    this.#set(close(this.tabs.get(), (tab) => !isSame(tab, current)));
  }

  /** The file looked at before this one. */
  turn(steps: number): void {
    this.#set(turn(this.tabs.get(), steps));
  }

  moved(source: string, target: string): void {
    this.#set(moved(this.tabs.get(), source, target));
  }

  removed(path: string, stays: (path: string) => boolean): void {
    this.#set(removed(this.tabs.get(), path, stays));
  }

  showSide(view: SideView): void {
    this.side.set({ view, hidden: false });
    this.place.set(view);
    if (view === "search") this.searchAsked.set(this.searchAsked.get() + 1);
  }

  wishFor(of: Wish["of"]): void {
    this.showSide("files");
    this.wish.set({ of });
  }

  toggleSide(): void {
    const { view, hidden } = this.side.get();
    this.side.set({ view, hidden: !hidden });
  }

  goTo(place: Place): void {
    if (place === "code") this.place.set(place);
    else this.showSide(place);
  }

  #set(tabs: Tabs, history: "new-entry" | "same-entry" = "same-entry"): void {
    if (tabs === this.tabs.get()) return;
    const file = currentFile(tabs);
    const before = currentFile(this.tabs.get());
    this.tabs.set(tabs);
    this.#write(writeTabs(tabs));
    if (file === before || typeof window === "undefined") return;
    const address = pageAddress(this.#options.workspace, file);
    if (history === "new-entry" && before !== undefined)
      window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }

  // A browser may refuse storage altogether; the desk is then empty next time.
  #read(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #write(tabs: string): void {
    try {
      localStorage.setItem(this.#key, tabs);
    } catch {
      // nothing to do: the tabs hold until the page is left
    }
  }
}
