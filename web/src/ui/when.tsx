"use client";
/** A moment in words: the server says it in UTC, the browser in the visitor's own time. */
import { useSyncExternalStore } from "react";
import { useLanguage } from "@/lib/i18n/client";
import { sayAgo, sayDay } from "@/lib/i18n/time";

export interface WhenProps {
  /** ISO 8601, as the server writes it. */
  readonly at: string;
  readonly as?: "ago" | "day";
}

// The clock of the page moves once a minute, and nobody waits for the second.
const minute = 60_000;

function subscribe(listener: () => void) {
  const timer = setInterval(listener, minute);
  return () => clearInterval(timer);
}

/** The current minute in the browser; nothing on the server, which has another time zone. */
function useMinute(): number | undefined {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / minute),
    () => undefined,
  );
}

export function When({ at, as = "ago" }: WhenProps) {
  const language = useLanguage();
  const current = useMinute();
  const moment = new Date(at);
  const zone = current === undefined ? "UTC" : undefined;
  const now = current === undefined ? undefined : new Date((current + 1) * minute);
  const words =
    as === "day" || now === undefined
      ? sayDay(moment, language, zone)
      : sayAgo(moment, now, language);
  return (
    <time dateTime={at} title={sayDay(moment, language, zone)} className="tabular-nums">
      {words}
    </time>
  );
}
