/** A document's past as moments one can stand at, and where they lie on a line. Pure. */
import type { StretchView } from "@/contracts/collab";

/** A document as it was after one of its updates. */
export interface Moment {
  readonly sequence: number;
  /** Index of the stretch of work it lies in. */
  readonly stretch: number;
  /** ISO 8601; between the ends of a stretch it is estimated. */
  readonly at: string;
  /** Where it lies on the line, from 0 to 1. */
  readonly place: number;
}

/** Where a stretch lies on the line, from 0 to 1, and whether a pause lies before it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly pause: boolean;
}

const minute = 60_000;
/** A pause longer than this is no work any more: it is drawn short, and the time is named anew. */
const longPause = 10 * minute;

/** A line is at least this long, in minutes: one short edit does not fill it. */
const shortest = 12;

const timeOf = (iso: string): number => new Date(iso).getTime();

/** Work is drawn as long as it took, pauses much shorter: nights would leave nothing to see. */
export function spansOf(stretches: readonly StretchView[]): readonly Span[] {
  const raw: { from: number; to: number; pause: boolean }[] = [];
  let at = 0;
  let ended: number | undefined;
  for (const stretch of stretches) {
    const begun = timeOf(stretch.begun);
    const gap = ended === undefined ? 0 : Math.max(0, begun - ended);
    const pause = ended === undefined || gap > longPause;
    if (ended !== undefined) at += 0.3 + Math.min(gap / minute, 4) * 0.5;
    const length = Math.min(Math.max((timeOf(stretch.ended) - begun) / minute, 1), 30);
    raw.push({ from: at, to: at + length, pause });
    at += length;
    ended = Math.max(ended ?? 0, timeOf(stretch.ended));
  }
  const whole = Math.max(at, shortest);
  return raw.map(({ from, to, pause }) => ({ from: from / whole, to: to / whole, pause }));
}

/** Every stretch in at most `most` even steps, its last update among them, and what has a name. */
export function momentsOf(
  stretches: readonly StretchView[],
  spans: readonly Span[],
  named: readonly number[] = [],
  most = 12,
): readonly Moment[] {
  return stretches.flatMap(({ first, last, begun, ended, forgotten }, stretch) => {
    const { from, to } = spans[stretch] ?? { from: 0, to: 1 };
    const updates = last - first + 1;
    // Of what is forgotten the text at its end is left.
    const steps = forgotten ? 1 : Math.min(updates, most);
    const even = Array.from(
      { length: steps },
      (_, step) => first - 1 + Math.round((updates * (step + 1)) / steps),
    );
    const wanted = named.filter((sequence) => sequence >= first && sequence <= last);
    return [...new Set([...even, ...wanted])]
      .sort((left, right) => left - right)
      .map((sequence): Moment => {
        const done = (sequence - first + 1) / updates;
        const time = timeOf(begun) + (timeOf(ended) - timeOf(begun)) * done;
        const at = new Date(time).toISOString();
        return { sequence, stretch, at, place: from + (to - from) * done };
      });
  });
}

/** The moment that lies nearest to a place on the line. */
export function nearest(moments: readonly Moment[], place: number): number {
  let best = 0;
  moments.forEach((moment, index) => {
    const known = moments[best];
    if (known && Math.abs(moment.place - place) < Math.abs(known.place - place)) best = index;
  });
  return best;
}

/** The last moment of a stretch. */
export function endOf(moments: readonly Moment[], stretch: number): number {
  return moments.findLastIndex((moment) => moment.stretch === stretch);
}

/** The moment at an update, or the first one after it. */
export function indexAt(moments: readonly Moment[], sequence: number): number {
  const found = moments.findIndex((moment) => moment.sequence >= sequence);
  return found === -1 ? moments.length - 1 : found;
}

/** How high a bar stands, from 0 to 1: ten times the work is a third more. */
export function heightOf({ added, removed }: StretchView): number {
  return Math.min(1, 0.2 + Math.log10(1 + added + removed) * 0.26);
}

export interface Tick {
  readonly place: number;
  readonly at: string;
  /** The day is named where it is another one than before. */
  readonly day: boolean;
}

/** Times along the line: where work began after a pause, as far as there is room for the words. */
export function ticksOf(
  stretches: readonly StretchView[],
  spans: readonly Span[],
  room = 0.09,
): readonly Tick[] {
  const ticks: Tick[] = [];
  let day = "";
  stretches.forEach(({ begun }, index) => {
    const span = spans[index];
    if (!span || (!span.pause && index > 0)) return;
    const last = ticks.at(-1);
    if (last && span.from - last.place < room) return;
    const own = new Date(begun).toDateString();
    ticks.push({ place: span.from, at: begun, day: own !== day });
    day = own;
  });
  return ticks;
}
