/** Who wrote, at a glance: people round and coloured, programs a diamond; all say their name. */
import { Avatar, presenceSlot, type PresenceSlot } from "@/ui/avatar";
import { cx } from "@/ui/cx";
import type { Author } from "./authors";

export interface AuthorMarkProps {
  readonly author: Author;
  /** `beside`: the name stands next to it in words, and is not said twice. */
  readonly name?: "alone" | "beside";
}

export function AuthorMark({ author, name = "alone" }: AuthorMarkProps) {
  return (
    <span aria-hidden={name === "beside" || undefined} className="inline-flex flex-none">
      {author.kind !== "person" ? (
        <DiskMark label={author.name} letter={author.letter} />
      ) : (
        <Avatar
          who={{
            name: author.name,
            kind: "person",
            slot: presenceSlot(author.slot || 1),
            away: author.slot === 0,
          }}
          size="small"
        />
      )}
    </span>
  );
}

interface DiskMarkProps {
  readonly label: string;
  readonly letter: string | undefined;
}

/** A filled diamond; of a program that is known an empty one around its letter, drawn as well. */
function DiskMark({ label, letter }: DiskMarkProps) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className="relative grid size-5 place-items-center text-ink-muted"
    >
      {letter === undefined ? (
        <span className="size-2.5 rotate-45 rounded-dot bg-ink-faint" />
      ) : (
        <>
          <span className="absolute size-3.75 rotate-45 rounded-dot border border-ink-faint" />
          <span
            data-letter={letter}
            className="text-initials-small font-semibold before:content-[attr(data-letter)]"
          />
        </>
      )}
    </span>
  );
}

const grounds: Readonly<Record<PresenceSlot, string>> = {
  1: "bg-presence-1",
  2: "bg-presence-2",
  3: "bg-presence-3",
  4: "bg-presence-4",
  5: "bg-presence-5",
  6: "bg-presence-6",
  7: "bg-presence-7",
  8: "bg-presence-8",
};

/** An author's colour as a ground: of a bar in a lane, of the edge of a run of lines. */
export function authorGround(author: Author): string {
  return author.kind !== "person" || author.slot === 0
    ? "bg-line-strong"
    : grounds[presenceSlot(author.slot)];
}

/** The 3 px beside a run of lines. */
export function AuthorBar({ author }: { readonly author: Author | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={cx("w-0.75 flex-none self-stretch", author && authorGround(author))}
    />
  );
}
