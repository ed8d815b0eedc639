/**
 * Key chords as people write them, "Ctrl Shift F": parsed, matched and shown.
 *
 * Ctrl means the platform's command key: ⌘ on a Mac. Alt is ⌥ there.
 */

export interface Chord {
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Lower case: a letter, a digit, a sign, or a name such as `enter`, `f6`, `↓`. */
  readonly key: string;
}

export type Platform = "mac" | "other";

/** What of a KeyboardEvent decides a match. */
export interface Pressed {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const arrows: Readonly<Record<string, string>> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  escape: "esc",
};

export function parseChord(text: string): Chord {
  const parts = text.trim().toLowerCase().split(/\s+/);
  const key = parts.at(-1) ?? "";
  return {
    ctrl: parts.includes("ctrl"),
    shift: parts.includes("shift"),
    alt: parts.includes("alt"),
    key,
  };
}

/** True when the event is this chord and nothing more. A letter is also found by its place. */
export function matchesChord(chord: Chord, pressed: Pressed, platform: Platform): boolean {
  const command = platform === "mac" ? pressed.metaKey : pressed.ctrlKey;
  const other = platform === "mac" ? pressed.ctrlKey : pressed.metaKey;
  if (command !== chord.ctrl || other || pressed.altKey !== chord.alt) return false;
  const named = pressed.key.toLowerCase();
  const typed = arrows[named] ?? named;
  // A sign such as "?" is typed with Shift on some layouts and without it on others.
  const isSign = chord.key.length === 1 && !/[a-z0-9]/.test(chord.key);
  if (!isSign && pressed.shiftKey !== chord.shift) return false;
  if (typed === chord.key) return true;
  // Thai and other layouts: the key where the Latin letter or the digit is.
  const place = pressed.code?.replace(/^(Key|Digit)/, "").toLowerCase();
  return (chord.ctrl || chord.alt) && place === chord.key;
}

const macSigns: Readonly<Record<string, string>> = { ctrl: "⌘", alt: "⌥", shift: "⇧" };

/** The chord as shown on keys: "Ctrl K", or "⌘ K" on a Mac. */
export function showChord(text: string, platform: Platform): string {
  if (platform === "other") return text;
  return text
    .split(/\s+/)
    .map((part) => macSigns[part.toLowerCase()] ?? part)
    .join(" ");
}
