"use client";
/** The members that may be meant by what is typed after an @. */
import type { Person } from "../presence/people";
import type { People } from "../presence/people";
import { cx } from "@/ui/cx";
import { Face } from "./who";

export interface NamingListProps {
  readonly id: string;
  readonly label: string;
  readonly found: readonly Person[];
  readonly people: People;
  readonly chosen: number;
  readonly onChoose: (person: Person) => void;
}

export const optionId = (list: string, at: number): string => `${list}-${at}`;

export function NamingList({ id, label, found, people, chosen, onChoose }: NamingListProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className="mt-1 rounded-card bg-surface-raised p-1 shadow-float inset-ring inset-ring-line"
    >
      {found.map((person, at) => (
        <li
          key={person.member}
          id={optionId(id, at)}
          role="option"
          aria-selected={at === chosen}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
          className={cx(
            "flex min-h-row items-center gap-2 rounded-control px-1.5 pointer-coarse:min-h-touch",
            at === chosen ? "bg-surface-active" : "hover:bg-surface-hover",
          )}
        >
          <span aria-hidden="true" className="flex">
            <Face member={person.member} people={people} size="small" />
          </span>
          {person.name}
        </li>
      ))}
    </ul>
  );
}
