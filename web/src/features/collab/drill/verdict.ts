/** What an ended drill means, in a sentence. */
import type { DrillView } from "@/contracts/collab";
import type { Words } from "@/lib/i18n/messages";
import type { drillMessages } from "./messages";

export interface Verdict {
  /** Only where everything was counted and nothing is missing or there twice. */
  readonly good: boolean;
  readonly sentence: string;
  /** What the drill said last, where it broke off; else empty. */
  readonly words: string;
}

/** Undefined while there is nothing to judge: no drill, or one that runs. */
export function verdictOf(
  { state, figures, why, detail }: Pick<DrillView, "state" | "figures" | "why" | "detail">,
  t: Words<(typeof drillMessages)["en"]>,
): Verdict | undefined {
  if (state === "none" || state === "running") return undefined;
  if (state === "failed" || figures === null)
    return why === "too_long"
      ? { good: false, sentence: t.tooLong, words: "" }
      : { good: false, sentence: t.broke, words: detail };
  const { acknowledged, lost, doubled, files_apart: apart } = figures;
  return lost + doubled + apart === 0
    ? { good: true, sentence: t.good(acknowledged), words: "" }
    : { good: false, sentence: t.bad(lost, doubled, apart), words: "" };
}
