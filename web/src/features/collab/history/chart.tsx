"use client";
/** Who worked when, a lane each, and the moment one stands at: a slider made of the work itself. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { StretchView } from "@/contracts/collab";
import { useLanguage, useMessages } from "@/lib/i18n/client";
import { cx } from "@/ui/cx";
import { AuthorMark, authorGround } from "./author-mark";
import type { Author } from "./authors";
import { historyMessages } from "./messages";
import { heightOf, nearest, ticksOf, type Moment, type Span } from "./moments";
import { sayClock, sayMoment, sayShortDay } from "./times";

export interface ChartMark {
  readonly id: string;
  readonly place: number;
  readonly name: string;
}

export interface ChartProps {
  readonly stretches: readonly StretchView[];
  readonly spans: readonly Span[];
  readonly moments: readonly Moment[];
  readonly authors: readonly Author[];
  /** The author of each stretch. */
  readonly by: (stretch: number) => Author;
  readonly index: number;
  /** Where a comparison begins, if it does. */
  readonly base: number | undefined;
  readonly marks: readonly ChartMark[];
  readonly onGo: (index: number) => void;
  readonly onToggle: () => void;
}

const percent = (place: number): string => `${(place * 100).toFixed(3)}%`;

export function Chart(props: ChartProps) {
  const { stretches, spans, moments, authors, by, index, base, marks, onGo, onToggle } = props;
  const t = useMessages(historyMessages);
  const language = useLanguage();
  const line = useRef<HTMLDivElement>(null);
  const current = moments[index];
  const start = base === undefined ? undefined : moments[base];

  function onKeyDown(event: KeyboardEvent) {
    const last = moments.length - 1;
    const page = Math.max(1, Math.round(moments.length / 10));
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      PageDown: index - page,
      PageUp: index + page,
      Home: 0,
      End: last,
    };
    const asked = to[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (asked === undefined && event.key !== " ") return;
    event.preventDefault();
    if (asked === undefined) onToggle();
    else onGo(Math.min(Math.max(0, asked), last));
  }

  function follow(event: PointerEvent) {
    const box = line.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    onGo(nearest(moments, (event.clientX - box.left) / box.width));
  }

  return (
    <div className="flex ps-4 pe-5">
      <div aria-hidden="true" className="w-9 flex-none pt-5">
        {authors.map((author) => (
          <div key={author.id} className="flex h-8.5 items-end pb-0.5">
            <AuthorMark author={author} />
          </div>
        ))}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t.lane}
        aria-valuemin={1}
        aria-valuemax={moments.length}
        aria-valuenow={index + 1}
        aria-valuetext={
          current &&
          t.position(
            sayMoment(current.at, new Date(), language),
            by(current.stretch).name,
            index + 1,
            moments.length,
          )
        }
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && follow(event)}
        className="min-w-0 flex-1 cursor-pointer touch-pan-y rounded-control px-2 pb-1 outline-offset-0 select-none"
      >
        <div ref={line} className="relative">
          <div className="relative h-5 text-micro text-ink-muted">
            {marks.map((mark) => (
              <span
                key={mark.id}
                style={{ insetInlineStart: percent(mark.place) }}
                className={cx(
                  "absolute flex max-w-36 items-center gap-1 whitespace-nowrap",
                  mark.place > 0.8 && "-translate-x-full",
                )}
              >
                <span className="size-1.75 flex-none rounded-person border-2 border-ink" />
                <span className="truncate">{mark.name}</span>
              </span>
            ))}
          </div>
          {start && current && (
            <span
              style={{
                insetInlineStart: percent(Math.min(start.place, current.place)),
                width: percent(Math.abs(current.place - start.place)),
              }}
              className="absolute top-5 bottom-5 bg-accent-soft"
            />
          )}
          {ticksOf(stretches, spans).map((tick) => (
            <span key={tick.at}>
              <span
                style={{ insetInlineStart: percent(tick.place) }}
                className="absolute top-5 bottom-5 w-px bg-line"
              />
              <span
                style={{ insetInlineStart: percent(tick.place) }}
                className="absolute bottom-0 text-micro whitespace-nowrap text-ink-muted tabular-nums"
              >
                {tick.day && `${sayShortDay(tick.at, language)} `}
                {sayClock(tick.at, language)}
              </span>
            </span>
          ))}
          {authors.map((author) => (
            <Lane key={author.id} {...{ author, stretches, spans, by, current }} />
          ))}
          <div className="h-5" />
          {current && (
            <span
              style={{ insetInlineStart: percent(current.place) }}
              className="absolute top-5 bottom-5 -ms-px w-0.5 bg-accent"
            >
              <span className="absolute top-1/2 -ms-0.75 h-5 w-2 -translate-y-1/2 rounded-mark bg-accent" />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

interface LaneProps extends Pick<ChartProps, "stretches" | "spans" | "by"> {
  readonly author: Author;
  readonly current: Moment | undefined;
}

function Lane({ author, stretches, spans, by, current }: LaneProps) {
  return (
    <div className="relative h-8.5 border-b border-line">
      {stretches.map((stretch, at) => {
        const span = spans[at];
        if (!span || by(at).id !== author.id) return null;
        return (
          <span
            key={stretch.first}
            style={{
              insetInlineStart: percent(span.from),
              width: `max(5px, ${percent(span.to - span.from)} - 1px)`,
              height: percent(heightOf(stretch) * 0.88),
            }}
            className={cx(
              "absolute bottom-0 rounded-t-dot",
              authorGround(author),
              // What lies after the moment is still to come.
              current && at > current.stretch && "opacity-45",
            )}
          />
        );
      })}
    </div>
  );
}
