/** What can be done here, by key or by name: features say it, the palette and the keyboard read it. */

export interface Action {
  /** Unique, as in `workspace.new-file`. */
  readonly id: string;
  /** A verb with its object, in the visitor's language. */
  readonly label: string;
  /** What the action belongs to: a heading in the palette. */
  readonly group: string;
  /** As in "Ctrl Shift F". */
  readonly keys?: string;
  /** Other words people look for, and words that the label leaves out. */
  readonly also?: string;
  /** `everywhere` for what every page offers; the palette names what is here first. */
  readonly reach?: "here" | "everywhere";
  readonly run: () => void;
}

/** Finds things by what is typed: files, people, branches. Given what is typed, asks for the best few. */
export interface Finder {
  readonly id: string;
  readonly group: string;
  readonly find: (query: string, signal: AbortSignal) => Promise<readonly Found[]>;
}

export interface Found {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** Indices of the code points of `label` that matched. */
  readonly positions?: readonly number[];
  readonly run: () => void;
}

export interface Registry {
  /** Add actions until the returned function is called. */
  readonly addActions: (actions: readonly Action[]) => () => void;
  readonly addFinder: (finder: Finder) => () => void;
  /** The same array until something changes. A later action with the same id hides an earlier one. */
  readonly actions: () => readonly Action[];
  readonly finders: () => readonly Finder[];
  readonly subscribe: (listener: () => void) => () => void;
}

/** What this page alone offers before what every page does; each in its order. */
export function hereFirst(actions: readonly Action[]): readonly Action[] {
  const here = actions.filter(({ reach }) => reach !== "everywhere");
  return [...here, ...actions.filter(({ reach }) => reach === "everywhere")];
}

function latestById<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

export function makeRegistry(): Registry {
  const actionSets = new Set<readonly Action[]>();
  const finderSet = new Set<Finder>();
  const listeners = new Set<() => void>();
  let actions: readonly Action[] = [];
  let finders: readonly Finder[] = [];

  function changed() {
    actions = latestById([...actionSets].flat());
    finders = latestById([...finderSet]);
    listeners.forEach((listener) => listener());
  }

  return {
    addActions(added) {
      const own = [...added]; // the same array added twice is two entries
      actionSets.add(own);
      changed();
      return () => {
        actionSets.delete(own);
        changed();
      };
    },
    addFinder(finder) {
      const own = { ...finder };
      finderSet.add(own);
      changed();
      return () => {
        finderSet.delete(own);
        changed();
      };
    },
    actions: () => actions,
    finders: () => finders,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
