/** Whether the palette is open, for the button, the keys and the palette itself. */
import type { PaletteMode } from "../palette/command-palette";

interface Opened {
  readonly mode: PaletteMode;
  readonly open: boolean;
}

let current: Opened | undefined;
const listeners = new Set<() => void>();

function set(next: Opened) {
  current = next;
  listeners.forEach((listener) => listener());
}

export function openPalette(mode: PaletteMode): void {
  set({ mode, open: true });
}

export const paletteOpened = {
  /** Undefined until it is first asked for; its code is fetched then. */
  current: () => current,
  close: () => current && set({ ...current, open: false }),
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
