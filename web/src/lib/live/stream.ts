/**
 * Facts as they happen, from `/live`: one stream a page, shared by whoever listens.
 *
 * While the connection breaks the browser comes back by itself and says which fact it heard last.
 * When an answer was an error it gives up; then the stream is opened anew from the same fact.
 */
import type { LiveEvent } from "@/contracts/events";

export type LiveState = "connecting" | "open" | "lost";

export interface Hearer {
  readonly onFact: (fact: LiveEvent) => void;
  /** Too much was missed to be told: fetch everything anew. */
  readonly onReset: () => void;
}

/** The part of EventSource that is used. */
export interface Source {
  readonly readyState: number;
  readonly addEventListener: (
    type: string,
    listener: (event: { data?: string; lastEventId?: string }) => void,
  ) => void;
  readonly close: () => void;
}

export interface LivePorts {
  readonly open: (address: string) => Source;
  /** Run later; the answer calls it off. */
  readonly later: (run: () => void, milliseconds: number) => () => void;
  /** The session is over. */
  readonly onEnded: () => void;
}

export interface LiveStream {
  /** Hear facts until the answer is called. */
  readonly hear: (hearer: Hearer) => () => void;
  readonly watch: (listener: () => void) => () => void;
  readonly state: () => LiveState;
}

const closed = 2; // EventSource.CLOSED
const patience = 3_000;

function readFact(data: string | undefined): LiveEvent | undefined {
  const value: unknown = JSON.parse(data ?? "null");
  const isFact =
    typeof value === "object" && value !== null && "type" in value && "position" in value;
  return isFact ? (value as LiveEvent) : undefined;
}

export function makeLiveStream({ open, later, onEnded }: LivePorts): LiveStream {
  const hearers = new Set<Hearer>();
  const watchers = new Set<() => void>();
  let source: Source | undefined;
  let callOff: (() => void) | undefined;
  let after = "";
  let state: LiveState = "connecting";

  function setState(next: LiveState) {
    if (state === next) return;
    state = next;
    watchers.forEach((watcher) => watcher());
  }

  function connect() {
    const opened = open(after === "" ? "/live" : `/live?after=${after}`);
    source = opened;
    const on = (type: string, handle: (data: string | undefined) => void) =>
      opened.addEventListener(type, ({ data, lastEventId }) => {
        if (opened !== source) return; // closed meanwhile
        if (lastEventId) after = lastEventId;
        handle(data);
      });
    on("open", () => setState("open"));
    on("message", (data) => {
      const fact = readFact(data);
      if (fact !== undefined) hearers.forEach(({ onFact }) => onFact(fact));
    });
    on("reset", () => hearers.forEach(({ onReset }) => onReset()));
    on("ready", () => setState("open"));
    on("ended", () => {
      disconnect();
      onEnded();
    });
    on("error", () => {
      setState("lost");
      if (opened.readyState === closed) callOff = later(connect, patience);
    });
  }

  function disconnect() {
    callOff?.();
    source?.close();
    source = callOff = undefined;
  }

  function leave() {
    if (hearers.size + watchers.size > 0) return;
    disconnect();
    state = "connecting";
    after = "";
  }

  function join<Listener>(set: Set<Listener>, listener: Listener) {
    set.add(listener);
    if (source === undefined) connect();
    return () => {
      set.delete(listener);
      leave();
    };
  }

  return {
    hear: (hearer) => join(hearers, hearer),
    watch: (listener) => join(watchers, listener),
    state: () => state,
  };
}
