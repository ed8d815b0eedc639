/** Plays one move with the theme's time for things that move. */
import { animate } from "motion/mini";
import type { Move } from "./moves";

// `--time-move` and `--motion-settle` of the theme; both are the same in every theme.
const timing = { duration: 0.24, ease: [0.2, 0, 0, 1] as const };

export function play(item: HTMLElement, { from, kind }: Move): void {
  if (kind === "new") void animate(item, { opacity: [0, 1] }, { ...timing });
  else void animate(item, { transform: [`translateY(${from}px)`, "translateY(0)"] }, { ...timing });
}
