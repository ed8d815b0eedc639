/** Members named in a comment: ids as it is sent, names as it is written. Pure. */
import type { People, Person } from "../presence/people";

/** A mention as it travels and is stored. */
const sent = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/gi;
const most = 6;

/** A part of a text: plain, or a mention of a member. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mention"; readonly member: string };

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const found of text.matchAll(sent)) {
    if (found.index > done) parts.push({ kind: "text", text: text.slice(done, found.index) });
    parts.push({ kind: "mention", member: (found[1] ?? "").toLowerCase() });
    done = found.index + found[0].length;
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}

/** The text with names for ids, to be read in one line or edited. */
export function withNames(text: string, people: People, former: string): string {
  return partsOf(text)
    .map((part) =>
      part.kind === "text" ? part.text : `@${people.get(part.member)?.name ?? former}`,
    )
    .join("");
}

/** The members a text names who are here. */
export const namedIn = (text: string, people: People): readonly Person[] =>
  partsOf(text).flatMap((part) => (part.kind === "mention" ? (people.get(part.member) ?? []) : []));

/**
 * The text with ids for names. `chosen` are those picked from the list: of two who share a name,
 * the one that was picked is meant. A name inside a longer word is no mention.
 */
export function withIds(text: string, people: People, chosen: readonly Person[] = []): string {
  const byName = new Map([...people.values(), ...chosen].map((one) => [one.name, one.member]));
  const names = [...byName.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  let left = text;
  let out = "";
  while (left !== "") {
    const name =
      left.startsWith("@") && !/[\p{L}\p{N}_]$/u.test(out)
        ? names.find(
            (one) => left.startsWith(one, 1) && !/^[\p{L}\p{N}_]/u.test(left.slice(1 + one.length)),
          )
        : undefined;
    const size = name === undefined ? (/^.[^@]*/su.exec(left)?.[0].length ?? 1) : name.length + 1;
    out += name === undefined ? left.slice(0, size) : `<@${byName.get(name) ?? ""}>`;
    left = left.slice(size);
  }
  return out;
}

/** What is being named at the caret: from `at`, the place of its @, on. */
export interface Naming {
  readonly at: number;
  readonly typed: string;
}

export function namingAt(text: string, caret: number): Naming | undefined {
  const found = /(?:^|[^\p{L}\p{N}_@<])@([\p{L}\p{M}\p{N}_.-]{0,40})$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const typed = found[1] ?? "";
  return { at: caret - typed.length - 1, typed };
}

/** Members whose name, or a word of it, begins with what was typed; by name. */
export function candidates(typed: string, people: People, but: string): readonly Person[] {
  const wanted = typed.toLocaleLowerCase();
  const begins = ({ name }: Person) =>
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((_, at, words) => words.slice(at).join(" ").startsWith(wanted));
  return [...people.values()]
    .filter((one) => one.member !== but && begins(one))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, most);
}
