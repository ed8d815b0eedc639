import { beforeEach, expect, test } from "vitest";
import { makeLiveStream, type Source } from "./stream";

interface Told {
  data?: string;
  lastEventId?: string;
}

/** A stream that a test speaks through: an adapter, handed in. */
class Line implements Source {
  readyState = 0;
  private readonly listeners = new Map<string, (event: Told) => void>();
  constructor(readonly address: string) {}
  addEventListener(type: string, listener: (event: Told) => void) {
    this.listeners.set(type, listener);
  }
  close() {
    this.readyState = 2;
  }
  say(type: string, told: Told = {}) {
    this.listeners.get(type)?.(told);
  }
}

let lines: Line[];
let waiting: (() => void)[];
let ended: number;

beforeEach(() => {
  lines = [];
  waiting = [];
  ended = 0;
});

function make() {
  return makeLiveStream({
    open(address) {
      const line = new Line(address);
      lines.push(line);
      return line;
    },
    later(run) {
      waiting.push(run);
      return () => (waiting = waiting.filter((other) => other !== run));
    },
    onEnded: () => (ended += 1),
  });
}

const fact = (position: number) => ({
  data: JSON.stringify({ type: "workspace.workspace_archived.1", position, workspace: "w" }),
  lastEventId: String(position),
});

const deaf = { onFact: () => undefined, onReset: () => undefined };

test("two listeners share one stream, and the last to leave closes it", () => {
  const live = make();
  const heard: number[] = [];
  const leave = live.hear({ ...deaf, onFact: ({ position }) => heard.push(position) });
  const leaveToo = live.watch(() => undefined);
  lines[0]?.say("message", fact(7));
  expect([lines.length, heard]).toEqual([1, [7]]);
  leave();
  expect(lines[0]?.readyState).toBe(0);
  leaveToo();
  expect(lines[0]?.readyState).toBe(2);
});

test("after an answer that was an error the stream resumes where it was", () => {
  const live = make();
  live.hear(deaf);
  lines[0]?.say("message", fact(41));
  lines[0]?.close();
  lines[0]?.say("error");
  expect(live.state()).toBe("lost");
  waiting[0]?.();
  expect(lines[1]?.address).toBe("/live?after=41");
  lines[1]?.say("open");
  expect(live.state()).toBe("open");
});

test("a connection that breaks is left to the browser, which comes back by itself", () => {
  const live = make();
  live.hear(deaf);
  lines[0]?.say("error");
  expect([live.state(), waiting.length, lines.length]).toEqual(["lost", 0, 1]);
});

test("a reset asks every listener to fetch anew", () => {
  const live = make();
  let resets = 0;
  live.hear({ ...deaf, onReset: () => (resets += 1) });
  lines[0]?.say("reset", { lastEventId: "9000", data: "{}" });
  expect(resets).toBe(1);
});

test("the end of the session closes the stream and says so once", () => {
  const live = make();
  live.hear(deaf);
  lines[0]?.say("ended", { data: "{}" });
  lines[0]?.say("error");
  expect([ended, lines[0]?.readyState, waiting.length]).toEqual([1, 2, 0]);
});

test("who leaves while the stream waits to come back does not bring it back", () => {
  const live = make();
  const leave = live.hear(deaf);
  lines[0]?.close();
  lines[0]?.say("error");
  leave();
  expect(waiting).toEqual([]);
});
