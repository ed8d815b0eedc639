/** Whether the palette is open, for the button, the keys and the palette itself. */
import type { PaletteMode } from "../palette/command-palette";

interface Opened {
  readonly mode: PaletteMode;
  readonly open: boolean;
}

let current: Opened | undefined;
/** What had the focus when the palette was asked for. */
let before: Element | null = null;
const listeners = new Set<() => void>();

function set(next: Opened) {
  current = next;
  listeners.forEach((listener) => listener());
}

export function openPalette(mode: PaletteMode): void {
  if (current?.open !== true) before = document.activeElement;
  set({ mode, open: true });
}

export const paletteOpened = {
  /** Undefined until it is first asked for; its code is fetched then. */
  current: () => current,
  close: () => current && set({ ...current, open: false }),
  /** Gives the focus back, unless what was chosen has taken it. */
  focusBack() {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && before instanceof HTMLElement) before.focus();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
