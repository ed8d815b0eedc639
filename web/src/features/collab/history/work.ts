/** Somebody's work in a span of time, as a tab remembers it and as a form asks for it. Pure. */
import { disk } from "./authors";

/** `member` is null for programs on disk; times are ISO 8601, both included. */
export interface Work {
  readonly member: string | null;
  readonly since: string;
  readonly until: string;
}

export function refOf({ member, since, until }: Work): string {
  return new URLSearchParams({ member: member ?? disk, since, until }).toString();
}

/** Nothing for a reference that names no work. */
export function workOf(ref: string): Work | undefined {
  const [member, since, until] = ["member", "since", "until"].map((name) =>
    new URLSearchParams(ref).get(name),
  );
  if (!member || !since || !until) return undefined;
  return { member: member === disk ? null : member, since, until };
}

export const presets = ["quarter", "hour", "hours", "day", "own"] as const;
export type Preset = (typeof presets)[number];

const minutes: Readonly<Record<Exclude<Preset, "own">, number>> = {
  quarter: 15,
  hour: 60,
  hours: 240,
  day: 1_440,
};

export interface TimeSpan {
  readonly since: string;
  readonly until: string;
}

/** The last so many minutes before a moment. */
export function spanOf(preset: Exclude<Preset, "own">, now: Date): TimeSpan {
  return {
    since: new Date(now.getTime() - minutes[preset] * 60_000).toISOString(),
    until: now.toISOString(),
  };
}

/** A minute that a field names belongs to the span as a whole. */
export function fromFields(since: string, until: string): TimeSpan | undefined {
  const [begin, end] = [new Date(since), new Date(until)];
  if (Number.isNaN(begin.getTime()) || Number.isNaN(end.getTime())) return undefined;
  return {
    since: begin.toISOString(),
    until: new Date(end.getTime() + 59_999).toISOString(),
  };
}

export const isBackwards = ({ since, until }: TimeSpan): boolean =>
  new Date(since).getTime() > new Date(until).getTime();
