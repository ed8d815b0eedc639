/** A value that can be watched, outside of React. Watchers hear of a change, not of its content. */

export interface Watchable<T> {
  readonly get: () => T;
  readonly watch: (watcher: () => void) => () => void;
}

export class Signal<T> implements Watchable<T> {
  #value: T;
  #same: (left: T, right: T) => boolean;
  #watchers = new Set<() => void>();

  constructor(value: T, same: (left: T, right: T) => boolean = Object.is) {
    this.#value = value;
    this.#same = same;
  }

  readonly get = (): T => this.#value;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  set(value: T): void {
    if (this.#same(this.#value, value)) return;
    this.#value = value;
    for (const watcher of [...this.#watchers]) watcher();
  }
}
