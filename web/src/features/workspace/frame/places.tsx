"use client";
/** On a phone: the places at the bottom, one in sight at a time. */
import { useMessages } from "@/lib/i18n/client";
import { useSignal } from "@/lib/use-signal";
import { Icon } from "@/ui/icons/icon";
import type { Desk, Place } from "../desk/desk";
import { deskMessages } from "../desk/messages";

export interface PlacesProps {
  readonly desk: Desk;
  readonly changed: number;
}

const icons = { files: "folder", code: "code", search: "search", changes: "branch" } as const;
const order: readonly Place[] = ["files", "code", "search", "changes"];

export function Places({ desk, changed }: PlacesProps) {
  const t = useMessages(deskMessages);
  const current = useSignal(desk.place);
  return (
    <nav
      aria-label={t.places}
      className="flex min-h-15 flex-none items-stretch border-t border-line bg-surface-raised px-1 tablet:hidden"
    >
      {order.map((place) => (
        <button
          key={place}
          type="button"
          aria-current={place === current ? "page" : undefined}
          onClick={() => desk.goTo(place)}
          className="relative flex min-h-touch flex-1 flex-col items-center justify-center gap-0.75 text-micro font-medium text-ink-muted aria-[current=page]:text-ink aria-[current=page]:before:absolute aria-[current=page]:before:-top-px aria-[current=page]:before:h-0.5 aria-[current=page]:before:w-7 aria-[current=page]:before:bg-accent"
        >
          <Icon name={icons[place]} size="large" />
          {t[place]}
          {place === "changes" && changed > 0 && (
            <>
              {" "}
              <span className="absolute start-1/2 top-1 ms-1.5 min-w-4 rounded-person bg-ink px-1 text-center text-initials leading-4 text-surface tabular-nums">
                {changed}
              </span>
            </>
          )}
        </button>
      ))}
    </nav>
  );
}
