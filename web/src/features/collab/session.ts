/** Everything a page does together with others: its documents, their editors, and who is here. */
import { getNonce } from "get-nonce";
import { Signal, type Watchable } from "@/lib/signal";
import { initials } from "@/ui/avatar";
import { Documents } from "./documents";
import { Editors, type Target } from "./editor/editors";
import type { ChangedLines } from "./editor/change-bar";
import { languageOf } from "@/lib/code/languages";
import type { CollabWords } from "./messages";
import type { People } from "./presence/people";
import { Room } from "./presence/room";
import { openKeep } from "./provider/keep-indexeddb";

export interface SessionOptions {
  readonly workspace: string;
  /** The member on this page. */
  readonly me: string;
  readonly people: Watchable<People>;
  readonly words: CollabWords;
  /** Brings a file in front. */
  readonly open: (path: string) => void;
}

/** Whom this page follows; `waits` while nothing of them is here. */
export interface Followed {
  readonly member: string;
  readonly waits: boolean;
}

const sameFollowed = (left: Followed | undefined, right: Followed | undefined): boolean =>
  left?.member === right?.member && left?.waits === right?.waits;

const narrow = "(max-width: 44.99rem)";

export class CollabSession {
  readonly workspace: string;
  readonly documents: Documents;
  readonly editors: Editors;
  readonly room: Room;
  readonly following = new Signal<Followed | undefined>(undefined, sameFollowed);
  #openFile: (path: string) => void;
  #follow: { readonly close: () => void } | undefined;
  #pointing: Promise<() => void> | undefined;
  #narrow = matchMedia(narrow);
  #wraps = false;

  private constructor(
    { workspace, open }: SessionOptions,
    documents: Documents,
    editors: Editors,
    room: Room,
  ) {
    this.workspace = workspace;
    this.#openFile = open;
    this.documents = documents;
    this.editors = editors;
    this.room = room;
    room.others.watch(this.#pointWhenFollowed);
    this.#narrow.addEventListener("change", this.#fit);
    this.#fit();
    room.enter();
  }

  static async start(options: SessionOptions): Promise<CollabSession> {
    const { workspace, me, people, words } = options;
    const keep = await openKeep(me);
    const server = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/collab/`;
    const editors = new Editors({
      words,
      people: people.get,
      initials,
      nonce: getNonce() ?? "",
    });
    const documents = new Documents({
      server,
      workspace,
      keep,
      place: async (...given) => (await import("./place-text")).placeText(workspace)(...given),
      closed: (provider) => editors.close(provider),
    });
    return new CollabSession(options, documents, editors, new Room({ server, workspace }));
  }

  /** Shows a document in an element as soon as its text is known. Returns how to take it out. */
  show(path: string, parent: HTMLElement): () => void {
    const provider = this.documents.open(path);
    let hide: (() => void) | undefined;
    const showLoaded = () => {
      if (provider.loaded.get()) hide ??= this.editors.show(provider, path, parent);
    };
    const unwatch = provider.loaded.watch(showLoaded);
    showLoaded();
    return () => {
      unwatch();
      hide?.();
    };
  }

  /** Marks lines of an open document that differ from the last commit. */
  showChanged(path: string, lines: readonly ChangedLines[]): void {
    const provider = this.documents.get(path);
    if (provider) this.editors.showChanged(provider, lines);
  }

  /** Closes every document that no tab shows any more. */
  keep(paths: readonly string[]): void {
    this.documents.closeBut(new Set(paths));
  }

  /** Puts the caret into a document, at a place where one is given, now or once it is shown. */
  goTo(path: string, target: Target | undefined): void {
    this.editors.goTo(this.documents.open(path), target);
  }

  /** What shows authors beside a text: fetched when somebody asks for it. */
  readonly authors = () => import("./history/authorship/gutter");

  /** The grammar of a file, as its editor has it. */
  readonly grammarOf = async (path: string) => (await languageOf(path)?.load())?.parser;

  /** What people call the language of a file. */
  readonly languageOf = (path: string): string | undefined => languageOf(path)?.name;

  /** Long lines in rows, or each in one row; a narrow page always wraps. */
  toggleWrap(): void {
    this.#wraps = !this.#wraps;
    this.#fit();
  }

  moved(source: string, target: string): void {
    this.documents.moved(source, target);
    const provider = this.documents.get(target);
    if (provider) this.editors.rename(provider, target);
  }

  /** Sees what somebody sees, until something is done here. */
  async follow(member: string): Promise<void> {
    this.stopFollowing();
    this.following.set({ member, waits: false });
    const { Follow } = await import("./presence/follow");
    if (this.following.get()?.member !== member || this.#follow) return;
    const made = new Follow({
      room: this.room,
      editors: this.editors,
      member,
      open: this.#openFile,
      waiting: (waits) => this.following.set({ member, waits }),
      ended: () => this.stopFollowing(),
    });
    if (this.following.get()) this.#follow = made;
    else made.close();
  }

  stopFollowing(): void {
    this.following.set(undefined);
    this.#follow?.close();
    this.#follow = undefined;
  }

  close(): void {
    this.stopFollowing();
    void this.#pointing?.then((stop) => stop());
    this.#narrow.removeEventListener("change", this.#fit);
    this.room.leave();
    this.documents.closeAll();
  }

  #pointWhenFollowed = (): void => {
    const followed = this.room.others.get().some(({ follows }) => follows === this.room.client);
    if (followed) {
      this.#pointing ??= import("./presence/follow").then(({ point }) =>
        point(this.room, this.editors),
      );
    } else {
      void this.#pointing?.then((stop) => stop());
      this.#pointing = undefined;
    }
  };

  #fit = (): void => this.editors.wrap(this.#wraps || this.#narrow.matches ? "all" : "prose");
}
