/** Where a thread's passage is in the document on this page, and the anchors of a new one. */
import type { Text } from "yjs";
import type { ThreadView } from "@/contracts/collab";
import type { Parts } from "../editor/parts";
import type { Identity } from "../provider/protocol";
import { readAnchor, writeAnchor } from "./anchor-bytes";

export interface Anchors {
  readonly document: string;
  readonly epoch: number;
  readonly start: string;
  readonly end: string;
}

/** UTF-16 units of the text, as the editor counts. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What an open document is made of here. */
export interface Anchored {
  readonly text: Text;
  readonly identity: Identity | undefined;
}

/** The anchors of a passage: its first character, and its last. Nothing for an empty passage. */
export function anchorsOf(
  { createRelativePositionFromTypeIndex: position }: Parts,
  { text, identity }: Anchored,
  { from, to }: Range,
): Anchors | undefined {
  const first = position(text, from, 0).item;
  const last = position(text, to, -1).item;
  if (!identity || to <= from || !first || !last) return undefined;
  return { ...identity, start: writeAnchor(first, "start"), end: writeAnchor(last, "end") };
}

function indexOf(
  parts: Parts,
  text: Text,
  anchor: { readonly item: string; readonly assoc: 0 | -1 },
  follow: boolean,
): number | undefined {
  if (!text.doc) return undefined;
  const { assoc, item } = anchor;
  const place = parts.createRelativePositionFromJSON({ item: readAnchor(item), assoc });
  const found = parts.createAbsolutePositionFromRelativePosition(place, text.doc, follow);
  return found?.type === text ? found.index : undefined;
}

type Anchor = Pick<ThreadView, "document" | "epoch" | "start" | "end">;

/**
 * Where a passage is now; nothing when its text is gone, or it was of another document.
 *
 * `undone` also finds what was deleted on this page and brought back by undoing: it is new text to
 * everybody else, who cannot find it.
 */
export function placeOf(
  parts: Parts,
  { text, identity }: Anchored,
  { document, epoch, start, end }: Anchor,
  as: "said" | "undone" = "said",
): Range | undefined {
  if (identity?.document !== document || identity.epoch !== epoch) return undefined;
  const from = indexOf(parts, text, { item: start, assoc: 0 }, as === "undone");
  const to = indexOf(parts, text, { item: end, assoc: -1 }, as === "undone");
  if (from === undefined || to === undefined || from >= to || to > text.length) return undefined;
  return { from, to };
}
