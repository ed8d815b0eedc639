/** Makes a shared text read as another one with the smallest single edit, so that others' work stays. */
import type { Text } from "yjs";

export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00;

/** What lies between the longest common beginning and end. In UTF-16 code units, never half a pair. */
export function spliceBetween(old: string, next: string): Splice {
  const shortest = Math.min(old.length, next.length);
  let head = 0;
  while (head < shortest && old[head] === next[head]) head += 1;
  if (head > 0 && isHighSurrogate(old.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < shortest - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const low = old.charCodeAt(old.length - tail);
  if (tail > 0 && low >= 0xdc00 && low < 0xe000) tail -= 1;
  return {
    at: head,
    remove: old.length - head - tail,
    insert: next.slice(head, next.length - tail),
  };
}

export function replaceText(text: Text, next: string): void {
  const { at, remove, insert } = spliceBetween(text.toJSON(), next);
  text.doc?.transact(() => {
    if (remove > 0) text.delete(at, remove);
    if (insert !== "") text.insert(at, insert);
  });
}
