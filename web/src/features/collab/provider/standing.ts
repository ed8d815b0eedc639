/** What may be said about the safety of a person's edits, and nothing kinder than the truth. */
import type { Refusal } from "./protocol";

/** Where the edits of one document are. `kept`: they lie on this device and survive a reload. */
export type Standing =
  | { readonly kind: "opening" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly edits: number }
  | { readonly kind: "offline"; readonly edits: number; readonly kept: boolean }
  | {
      readonly kind: "refused";
      readonly edits: number;
      readonly kept: boolean;
      readonly refusal: Refusal;
    };

export interface Facts {
  /** `first-try`: no attempt has failed since the line was last up. */
  readonly line: "up" | "down" | "first-try";
  /** On this connection the server's state has arrived and ours was sent. */
  readonly synced: boolean;
  readonly edits: number;
  readonly settled: boolean;
  readonly kept: boolean;
  readonly refusal: Refusal | undefined;
}

export function standingOf({ line, synced, edits, settled, kept, refusal }: Facts): Standing {
  if (refusal) return { kind: "refused", edits, kept, refusal };
  if (line === "down") return { kind: "offline", edits, kept };
  if (edits > 0) return { kind: "saving", edits };
  return line === "up" && synced && settled ? { kind: "saved" } : { kind: "opening" };
}

/** Closing the page now would lose something: it is neither acknowledged nor kept here. */
export function wouldLose(facts: Pick<Facts, "edits" | "kept">): boolean {
  return facts.edits > 0 && !facts.kept;
}

export function sameStanding(left: Standing, right: Standing): boolean {
  return (
    left.kind === right.kind &&
    ("edits" in left ? left.edits : 0) === ("edits" in right ? right.edits : 0) &&
    ("kept" in left ? left.kept : true) === ("kept" in right ? right.kept : true) &&
    ("refusal" in left ? left.refusal : "") === ("refusal" in right ? right.refusal : "")
  );
}

export const severity = { saved: 0, opening: 1, saving: 2, offline: 3, refused: 4 } as const;

/** A document that is only looked at, or not there at all, keeps nothing from being saved. */
const concerns = (standing: Standing): boolean =>
  standing.kind !== "refused" || standing.edits > 0 || standing.refusal === "signed-out";

/** The one word for several documents together: the worst of them, with all their edits. */
export function worst(all: readonly Standing[]): Standing {
  const standings = all.filter(concerns);
  const first = standings[0];
  if (!first) return { kind: "saved" };
  const gravest = standings.reduce((a, b) => (severity[b.kind] > severity[a.kind] ? b : a), first);
  if (!("edits" in gravest)) return gravest;
  const edits = standings.reduce((sum, one) => sum + ("edits" in one ? one.edits : 0), 0);
  const kept = standings.every((one) => !("kept" in one) || one.kept);
  return "kept" in gravest ? { ...gravest, edits, kept } : { ...gravest, edits };
}
