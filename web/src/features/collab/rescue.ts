/**
 * Text that was not sent when its document was replaced: brought into the one at its path now.
 *
 * Only the difference from what the server last had travels, and as text: another history is never
 * merged. What has no place there stays on this device for the person to see.
 */
import { applyUpdate, Doc } from "yjs";
import type { Rescued } from "./documents";
import type { Keep } from "./provider/keep";
import type { Identity } from "./provider/protocol";
import type { Provider } from "./provider/provider";

/** Makes the change from `base` to `text` in the document at a path. Answers with how to undo it. */
export type Place = (
  path: string,
  base: string,
  text: string,
) => Promise<(() => Promise<void>) | undefined>;

export interface RescueOptions {
  readonly keep: Keep;
  /** The history that was replaced. */
  readonly identity: Identity;
  /** The document now at its path. */
  readonly provider: Provider;
  readonly path: string;
  readonly place: Place;
}

export interface RescueResult {
  /** Undefined once nothing is left to rescue. */
  readonly left?: Rescued;
  readonly back?: () => Promise<void>;
}

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Doc();
  for (const update of updates) applyUpdate(doc, update);
  return doc.getText("content").toJSON();
}

/** Resolves once the document is in step with the server, or cannot be: true when it can be written. */
function inStep({ standing, writable }: Provider): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const { kind } = standing.get();
      if (kind !== "saved" && kind !== "refused") return;
      unwatch();
      resolve(kind === "saved" && writable.get());
    };
    const unwatch = standing.watch(look);
    look();
  });
}

export async function bringIn(options: RescueOptions): Promise<RescueResult> {
  const { keep, identity, provider, path, place } = options;
  const { updates, known, edits } = await keep.load(identity, 0);
  const text = textOf(updates);
  const left = { identity, text, edits };
  if (known.length === 0) return updates.length === 0 ? {} : { left };
  const base = textOf(known);
  if (base === text) return {};
  if (!(await inStep(provider))) return { left };
  try {
    const back = await place(path, base, text);
    return back ? { back } : {};
  } catch (error) {
    console.warn("Text that was not sent has no place in the new file", error);
    return { left };
  }
}
