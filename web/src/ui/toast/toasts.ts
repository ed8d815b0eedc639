/** The one toast in sight: a sentence and at most one action. Errors stay where they happened. */

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ShownToast extends Toast {
  /** Grows with every toast, so that saying the same again is seen. */
  readonly id: number;
}

export interface Toasts {
  readonly show: (toast: Toast) => void;
  readonly dismiss: (id: number) => void;
  readonly current: () => ShownToast | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

/** A place for one toast; the next one takes it at once. */
export function makeToasts(): Toasts {
  let shown: ShownToast | undefined;
  let last = 0;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  return {
    show(toast) {
      last += 1;
      shown = { ...toast, id: last };
      tell();
    },
    dismiss(id) {
      if (shown?.id !== id) return; // an older one is gone already
      shown = undefined;
      tell();
    },
    current: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const pageToasts = makeToasts();

/** Say that something is done: `showToast({ text: "Moved 3 files.", action: { label: "Undo", … } })`. */
export const showToast = pageToasts.show;
export { pageToasts };
