/**
 * Text that was deleted and brought back by undoing is new text to everybody but whoever undid it:
 * their page tells the others that the thread is about that now.
 */
import type { ThreadView } from "@/contracts/collab";
import type { Parts } from "../editor/parts";
import { patiently } from "./patiently";
import { anchorsOf, placeOf, type Anchored, type Anchors } from "./place";

type Tell = (thread: string, anchors: Anchors) => Promise<unknown>;

/** Looks whether a thread's text was brought back here, and tells it once. A refusal changes nothing. */
export function anchorAgain(
  parts: Parts,
  tell: Tell,
): (thread: ThreadView, document: Anchored) => void {
  const told = new Set<string>();
  return (thread, document) => {
    const said = placeOf(parts, document, thread);
    const back = placeOf(parts, document, thread, "undone");
    if (said && said.from === back?.from && said.to === back.to) return;
    const anchors = back && anchorsOf(parts, document, back);
    if (!anchors) return;
    const key = `${thread.thread} ${anchors.start} ${anchors.end}`;
    if (told.has(key)) return;
    told.add(key);
    patiently(() => tell(thread.thread, anchors)).catch(() => told.delete(key));
  };
}
