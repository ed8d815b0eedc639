/** The documents open on this page: one provider a path, their edits counted together. */
import { encodeStateAsUpdate } from "yjs";
import { Signal, type Watchable } from "@/lib/signal";
import { Calm } from "./provider/calm";
import type { Keep } from "./provider/keep";
import type { Identity } from "./provider/protocol";
import { Provider } from "./provider/provider";
import type { Pulse } from "./provider/pulse";
import { sameStanding, worst, type Standing } from "./provider/standing";
import type { Place } from "./rescue";

export interface DocumentsOptions {
  /** `ws://host/collab/`, before the workspace. */
  readonly server: string;
  readonly workspace: string;
  readonly keep: Keep;
  readonly pulse?: Pulse;
  /** Puts text of a replaced document into the one at its path now; rejects where it has no place. */
  readonly place: Place;
  /** A provider was closed: whatever shows it lets go. */
  readonly closed?: (provider: Provider) => void;
}

/** What a document held here when the server turned out to have another history of it. */
export interface Rescued {
  readonly identity: Identity;
  readonly text: string;
  readonly edits: number;
}

/** After this long without an edit the documents are looked at as a whole, as by git. */
const restsAfter = 1_500;

export class Documents {
  /** The least safe of all, as it may be shown. */
  readonly standing: Watchable<Standing>;
  /** Texts that were replaced on the server while edits waited here, by path. */
  readonly rescued = new Signal<ReadonlyMap<string, Rescued>>(new Map());
  /** Grows a moment after somebody, here or elsewhere, has edited an open document. */
  readonly edited = new Signal(0);
  /** Grows whenever a path has another provider. */
  readonly version = new Signal(0);
  #options: DocumentsOptions;
  #open = new Map<string, Provider>();
  #watches = new Map<Provider, () => void>();
  #worst = new Signal<Standing>({ kind: "saved" }, sameStanding);
  #calm = new Calm(this.#worst);
  /** Paths where text of a replaced document is on its way into the new one. */
  #rescuing = new Set<string>();
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.standing = this.#calm;
    if (typeof window === "undefined") return;
    window.addEventListener("beforeunload", this.#leaving);
    window.addEventListener("pagehide", this.#flush);
    document.addEventListener("visibilitychange", this.#flush);
  }

  /** The document at a path, opened when it is not open yet. */
  open(path: string): Provider {
    const known = this.#open.get(path);
    if (known) return known;
    const provider = new Provider({ ...this.#options, path });
    this.#open.set(path, provider);
    this.version.set(this.version.get() + 1);
    this.#watches.set(
      provider,
      provider.standing.watch(() => this.#heard(path, provider)),
    );
    provider.doc.on("update", () => provider.loaded.get() && this.#touched());
    void provider.open();
    void this.#findAside(path, provider);
    this.#count();
    return provider;
  }

  get(path: string): Provider | undefined {
    return this.#open.get(path);
  }

  /** Whether something written at a path is not in the document there, or only just came in. */
  unsent(path: string): boolean {
    const provider = this.#open.get(path);
    const standing = provider?.standing.get();
    return (
      this.#rescuing.has(path) ||
      this.rescued.get().has(path) ||
      provider?.notice.get()?.code === "rescued" ||
      (standing !== undefined && "edits" in standing && standing.edits > 0)
    );
  }

  /** Edits that are not saved yet are kept on this device and travel when the file is opened again. */
  async close(path: string): Promise<void> {
    const provider = this.#open.get(path);
    if (!provider) return;
    this.#open.delete(path);
    this.#watches.get(provider)?.();
    this.#watches.delete(provider);
    this.#options.closed?.(provider);
    this.#count();
    await provider.close();
  }

  closeBut(paths: ReadonlySet<string>): void {
    for (const path of [...this.#open.keys()]) if (!paths.has(path)) void this.close(path);
  }

  /** A file or a folder was moved: open documents under it move along. */
  moved(source: string, target: string): void {
    for (const [path, provider] of [...this.#open]) {
      if (path !== source && !path.startsWith(`${source}/`)) continue;
      const next = target + path.slice(source.length);
      this.#open.delete(path);
      this.#open.set(next, provider);
      provider.moved(next);
    }
    this.version.set(this.version.get() + 1);
  }

  /** The person dealt with a rescued text: nothing of it needs to be kept. */
  async settle(path: string): Promise<void> {
    const rescued = this.rescued.get().get(path);
    this.rescued.set(new Map([...this.rescued.get()].filter(([other]) => other !== path)));
    if (rescued) await this.#options.keep.forget(rescued.identity);
  }

  closeAll(): void {
    this.#forgetPage();
    for (const path of [...this.#open.keys()]) void this.close(path);
    this.#calm.close();
    clearTimeout(this.#resting);
  }

  #forgetPage(): void {
    if (typeof window === "undefined") return;
    window.removeEventListener("beforeunload", this.#leaving);
    window.removeEventListener("pagehide", this.#flush);
    document.removeEventListener("visibilitychange", this.#flush);
  }

  #heard(path: string, provider: Provider): void {
    const standing = provider.standing.get();
    if (standing.kind === "refused" && standing.refusal === "replaced") {
      void this.#replace(path, provider);
    }
    this.#count();
  }

  /** Another history: never merged. What waited here is set aside, and the new one is opened. */
  async #replace(path: string, provider: Provider): Promise<void> {
    const { identity } = provider;
    if (this.#open.get(path) !== provider || !identity) return;
    const { keep, workspace } = this.#options;
    const whole = encodeStateAsUpdate(provider.doc);
    this.#rescuing.add(path);
    await this.close(path);
    const own = provider.standing.get();
    const kept = await keep.load(identity, 0);
    if (kept.edits > 0) {
      // Another tab brought in what it found: then this page alone has the whole text.
      if (kept.known.length === 0) await keep.append(identity, whole, 1);
      await keep.setAside(`${workspace}/${path}`, identity);
    } else if ("kept" in own && own.edits > 0 && !own.kept) {
      const text = provider.text.toJSON();
      this.#show(path, { identity, text, edits: own.edits });
    } else await keep.forget(identity);
    this.#rescuing.delete(path);
    this.open(path);
  }

  /** What was set aside comes into the document now at its path; else it is shown, and kept. */
  async #findAside(path: string, provider: Provider): Promise<void> {
    const { keep, workspace, place } = this.#options;
    this.#rescuing.add(path);
    const identity = await keep.aside(`${workspace}/${path}`);
    if (!identity) {
      this.#rescuing.delete(path);
      return;
    }
    const { bringIn } = await import("./rescue");
    const { left, back } = await bringIn({ keep, identity, provider, path, place });
    if (left) this.#show(path, left);
    else await keep.forget(identity);
    if (back) provider.notice.set({ code: "rescued", text: path, lines: [], back });
    this.#rescuing.delete(path);
  }

  #show(path: string, rescued: Rescued): void {
    this.rescued.set(new Map([...this.rescued.get(), [path, rescued]]));
  }

  #touched(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.edited.set(this.edited.get() + 1), restsAfter);
  }

  #count(): void {
    this.#worst.set(worst([...this.#open.values()].map(({ standing }) => standing.get())));
  }

  #flush = (): void => {
    for (const provider of this.#open.values()) provider.wouldLose();
  };

  #leaving = (event: BeforeUnloadEvent): void => {
    const losing = [...this.#open.values()].filter((provider) => provider.wouldLose());
    if (losing.length > 0) event.preventDefault();
  };
}
