/** What was typed just now reaches the server in a moment: what is about it is asked until it has. */
import { readProblem } from "@/lib/api/problem";

const tries = 10;

export interface Patience {
  /** Milliseconds between two tries. */
  readonly pause: number;
}

export async function patiently<T>(
  ask: () => Promise<T>,
  { pause }: Patience = { pause: 300 },
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask();
    } catch (error) {
      if (readProblem(error).code !== "collab.anchor_unknown" || tried === tries) throw error;
    }
    await new Promise((go) => setTimeout(go, pause));
  }
}
