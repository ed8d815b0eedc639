/**
 * A standing as it is shown: worse news at once, better news after a moment.
 *
 * Typing would otherwise flicker between "Saving" and "Saved". The error is always on the careful
 * side: "Saved" may be shown late and is never shown early.
 */
import { Signal, type Watchable } from "@/lib/signal";
import { sameStanding, severity, type Standing } from "./standing";

export interface Moments {
  /** How long better news must last before it is shown. */
  readonly better: number;
  /** How often a number may change. */
  readonly count: number;
}

const usual: Moments = { better: 400, count: 250 };

export class Calm implements Watchable<Standing> {
  #shown: Signal<Standing>;
  #source: Watchable<Standing>;
  #moments: Moments;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #unwatch: () => void;
  readonly get: () => Standing;
  readonly watch: (watcher: () => void) => () => void;

  constructor(source: Watchable<Standing>, moments: Moments = usual) {
    this.#source = source;
    this.#moments = moments;
    this.#shown = new Signal(source.get(), sameStanding);
    this.get = this.#shown.get;
    this.watch = this.#shown.watch;
    this.#unwatch = source.watch(this.#heard);
  }

  close(): void {
    this.#unwatch();
    clearTimeout(this.#timer);
  }

  #heard = (): void => {
    const [now, shown] = [this.#source.get(), this.#shown.get()];
    const worse = severity[now.kind] > severity[shown.kind];
    if (worse || shown.kind === "opening") this.#show();
    else this.#wait(now.kind === shown.kind ? this.#moments.count : this.#moments.better, now);
  };

  #wait(pause: number, now: Standing): void {
    // Better news begins its wait anew with each change; a count is only held back once.
    const better = severity[now.kind] < severity[this.#shown.get().kind];
    if (!better && this.#due !== Infinity) return;
    clearTimeout(this.#timer);
    this.#due = pause;
    this.#timer = setTimeout(() => this.#show(), pause);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    this.#shown.set(this.#source.get());
  }
}
