/** Who somebody is, at a glance: people are round and coloured, agents square and ink, both with letters. */
import type { ReactNode } from "react";
import { cx } from "./cx";

/** A person's colour on one installation, given in order of joining. */
export type PresenceSlot = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface Someone {
  readonly name: string;
  readonly kind: "person" | "agent";
  readonly slot: PresenceSlot;
  /** Other letters than those of the name, as "AI" for an assistant. */
  readonly letters?: string;
  readonly away?: boolean;
  readonly speaking?: boolean;
}

export type AvatarSize = "small" | "middle" | "large";

const slots: Readonly<Record<PresenceSlot, string>> = {
  1: "bg-presence-1",
  2: "bg-presence-2",
  3: "bg-presence-3",
  4: "bg-presence-4",
  5: "bg-presence-5",
  6: "bg-presence-6",
  7: "bg-presence-7",
  8: "bg-presence-8",
};

const sizes: Readonly<Record<AvatarSize, string>> = {
  small: "size-5 text-initials-small",
  middle: "size-6 text-initials",
  large: "size-8 text-small",
};

/** The eight slots come round again for the ninth member. */
export function presenceSlot(number: number): PresenceSlot {
  return (((((Math.trunc(number) - 1) % 8) + 8) % 8) + 1) as PresenceSlot;
}

/** Letters as people count them. A Thai word is known by its consonants: a vowel may stand before them. */
function lettersOf(word: string): readonly string[] {
  const consonants = word.match(/[ก-ฮ]/g);
  return consonants ?? [...new Intl.Segmenter("en").segment(word)].map(({ segment }) => segment);
}

/** Two letters: of the first and last word, or the first two of one word. Never half a letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = lettersOf(words[0] ?? "");
  const last = words.length > 1 ? lettersOf(words.at(-1) ?? "") : [];
  return `${first[0] ?? "?"}${last[0] ?? first[1] ?? ""}`.toLocaleUpperCase("en");
}

export interface AvatarProps {
  readonly who: Someone;
  readonly size?: AvatarSize;
}

export function Avatar({ who, size = "middle" }: AvatarProps) {
  const agent = who.kind === "agent";
  const ground = agent ? "bg-agent" : slots[who.slot];
  return (
    <span
      role="img"
      aria-label={who.name}
      title={who.name}
      data-letters={who.letters ?? initials(who.name)}
      className={cx(
        // Drawn, not written: the name is the text, the letters only a picture of it.
        "inline-grid flex-none place-items-center leading-none font-semibold before:content-[attr(data-letters)]",
        sizes[size],
        agent ? "rounded-control" : "rounded-person",
        who.away === true ? "bg-surface-active text-ink-muted" : `${ground} text-presence-ink`,
        who.speaking === true && "ring-2 ring-ink ring-offset-1 ring-offset-surface",
      )}
    />
  );
}

export interface AvatarStackProps {
  readonly label: string;
  readonly people: readonly Someone[];
  readonly size?: AvatarSize;
  /** How many are shown before "+2". */
  readonly most?: number;
  /** Puts something around an avatar, as a button; `index` is its place in `people`. */
  readonly around?: (avatar: ReactNode, index: number) => ReactNode;
}

const bare = (avatar: ReactNode) => avatar;

export function AvatarStack(props: AvatarStackProps) {
  const { label, people, size = "middle", most = 4, around = bare } = props;
  const shown = people.slice(0, people.length > most ? most - 1 : most);
  const rest = people.slice(shown.length);
  return (
    <ul aria-label={label} className="flex gap-1">
      {shown.map((who, index) => (
        <li key={`${who.name}-${index}`} className="flex">
          {around(<Avatar who={who} size={size} />, index)}
        </li>
      ))}
      {rest.length > 0 && (
        <li
          title={rest.map(({ name }) => name).join(", ")}
          className={cx(
            "grid place-items-center rounded-person bg-surface-active font-semibold text-ink-muted tabular-nums",
            sizes[size],
          )}
        >
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{rest.map(({ name }) => name).join(", ")}</span>
        </li>
      )}
    </ul>
  );
}

/** A dot of somebody's colour, for rows too small for letters. The row says who in words. */
export function PresenceDot({ who }: { readonly who: Someone }) {
  return (
    <span
      title={who.name}
      className={cx(
        "size-1.75 flex-none",
        who.kind === "agent" ? "rounded-dot bg-agent" : `rounded-person ${slots[who.slot]}`,
      )}
    />
  );
}

/** Everybody on a row, as dots for the eye and as names for a screen reader. */
export function PresenceDots({
  label,
  people,
}: {
  readonly label: string;
  readonly people: readonly Someone[];
}) {
  if (people.length === 0) return null;
  return (
    <span className="flex flex-none gap-0.75">
      {people.slice(0, 4).map((who, index) => (
        <PresenceDot key={`${who.name}-${index}`} who={who} />
      ))}
      <span className="sr-only">{`${label}: ${people.map(({ name }) => name).join(", ")}`}</span>
    </span>
  );
}
