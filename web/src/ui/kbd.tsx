"use client";
/** Keys as they are named on the visitor's own keyboard. */
import { showChord } from "@/lib/keys/chord";
import { usePlatform } from "@/lib/keys/platform";

export interface KeysProps {
  /** As in "Ctrl Shift F"; a Mac shows ⌘ ⇧ F. */
  readonly chord: string;
}

export function Keys({ chord }: KeysProps) {
  return (
    <kbd className="flex-none rounded-mark bg-surface px-1 text-micro whitespace-nowrap text-ink-faint inset-ring inset-ring-line">
      {showChord(chord, usePlatform())}
    </kbd>
  );
}
