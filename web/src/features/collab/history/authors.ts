/** Who wrote: a member, git or another program, or somebody who is no member any more. Pure. */
import type { CauseView, RunView, StretchView } from "@/contracts/collab";
import type { Words } from "@/lib/i18n/messages";
import type { People } from "../presence/people";
import type { historyMessages } from "./messages";

export type HistoryWords = Words<(typeof historyMessages)["en"]>;

/**
 * `slot` is a person's colour, 1 to 8 and round again; programs and agents have none.
 *
 * A program that is known has a letter, what changed on disk otherwise has none. What is older
 * than history is kept is nobody's any more.
 */
export interface Author {
  readonly id: string;
  readonly name: string;
  readonly kind: "person" | "program" | "disk" | "forgotten";
  readonly slot: number;
  readonly letter?: string;
}

/** What stands for no member, where an id is needed. */
export const disk = "disk";

/**
 * Who wrote something: `cause` is the program that brought it from disk, where it is known.
 *
 * Of what is forgotten it is known before when it was written.
 */
export interface By {
  readonly member: string | null;
  readonly cause?: CauseView | null;
  readonly forgotten?: boolean;
  readonly at?: string;
}

export function authorOf(by: By, people: People, t: HistoryWords): Author {
  const { member, cause, forgotten, at } = by;
  if (forgotten && at !== undefined)
    return { id: `before ${at}`, name: t.before(at), kind: "forgotten", slot: 0, letter: "…" };
  if (cause) return programOf(cause, people, t);
  if (member === null) return { id: disk, name: t.onDisk, kind: "disk", slot: 0 };
  const known = people.get(member);
  return {
    id: member,
    name: known?.name ?? t.somebody,
    kind: "person",
    slot: known?.slot ?? 0,
  };
}

function programOf({ program, member }: CauseView, people: People, t: HistoryWords): Author {
  const who = member === null ? undefined : (people.get(member)?.name ?? t.somebody);
  const git = program === "git";
  return {
    id: `program ${program} ${member ?? ""}`,
    // Sala runs git on files for members only to check something out.
    name: who === undefined ? program : t.programBy(git ? t.checkout : program, who),
    kind: "program",
    slot: 0,
    letter: program.slice(0, 1).toLocaleUpperCase("en"),
  };
}

/** The program that brought a whole stretch of work from disk, where one did. */
export function causeOf({ first, last, causes }: StretchView): CauseView | undefined {
  const [cause] = causes;
  const same = causes.every(
    ({ program, member }) => program === cause?.program && member === cause.member,
  );
  return same && causes.length === last - first + 1 ? cause : undefined;
}

/** Who did a stretch of work. */
export function workerOf(stretch: StretchView, people: People, t: HistoryWords): Author {
  const { member, forgotten, ended: at } = stretch;
  return authorOf({ member, cause: causeOf(stretch) ?? null, forgotten, at }, people, t);
}

/** Who wrote something, and when they ended. */
export interface Written extends By {
  readonly at: string;
}

/**
 * The latest author of each line; nothing for a line that holds no text.
 *
 * Runs count code points, in order and without gaps, as the server tells them.
 */
export function linesWritten(
  text: string,
  runs: readonly RunView[],
): readonly (Written | undefined)[] {
  const lines: (Written | undefined)[] = [undefined];
  let run = 0;
  let left = runs[0]?.length ?? 0;
  for (const letter of text) {
    while (left === 0 && run < runs.length - 1) {
      run += 1;
      left = runs[run]?.length ?? 0;
    }
    left -= 1;
    const here = runs[run];
    const last = lines.length - 1;
    const known = lines[last];
    // The end of a line that holds more than that came with what stands below.
    if (here && (known === undefined || (letter !== "\n" && known.at < here.at)))
      lines[last] = here;
    if (letter === "\n") lines.push(undefined);
  }
  return lines;
}

/** The text with edits made that count code points of it, in order. */
export function withEdits(
  text: string,
  edits: readonly { readonly start: number; readonly removed: string; readonly inserted: string }[],
): string {
  const letters = [...text];
  const parts: string[] = [];
  let at = 0;
  for (const { start, removed, inserted } of edits) {
    parts.push(letters.slice(at, start).join(""), inserted);
    at = start + [...removed].length;
  }
  return [...parts, letters.slice(at).join("")].join("");
}
