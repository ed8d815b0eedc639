import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Signal } from "@/lib/signal";
import { Calm } from "./calm";
import { sameStanding, type Standing } from "./standing";

const saved: Standing = { kind: "saved" };
const saving = (edits: number): Standing => ({ kind: "saving", edits });

let source: Signal<Standing>;
let calm: Calm;

beforeEach(() => {
  vi.useFakeTimers();
  source = new Signal<Standing>(saved, sameStanding);
  calm = new Calm(source, { better: 400, count: 250 });
});

afterEach(() => {
  calm.close();
  vi.useRealTimers();
});

test("an edit is shown as unsaved in the same instant", () => {
  source.set(saving(1));
  expect(calm.get()).toEqual(saving(1));
});

test("saved is shown only once it has lasted", () => {
  source.set(saving(1));
  source.set(saved);
  vi.advanceTimersByTime(399);
  expect(calm.get()).toEqual(saving(1));
  vi.advanceTimersByTime(1);
  expect(calm.get()).toEqual(saved);
});

test("steady typing never shows saved in between", () => {
  for (let key = 0; key < 20; key += 1) {
    source.set(saving(1));
    vi.advanceTimersByTime(5);
    source.set(saved);
    vi.advanceTimersByTime(120);
    expect(calm.get().kind).toBe("saving");
  }
});

test("numbers change a few times a second, not with every key", () => {
  let shown = 0;
  calm.watch(() => (shown += 1));
  for (let edits = 1; edits <= 100; edits += 1) {
    source.set(saving(edits));
    vi.advanceTimersByTime(10);
  }
  expect(shown).toBeLessThanOrEqual(5);
  vi.advanceTimersByTime(250);
  expect(calm.get()).toEqual(saving(100));
});

test("what is shown after a wait is the truth of that moment", () => {
  source.set(saving(1));
  source.set(saved);
  source.set({ kind: "offline", edits: 2, kept: true });
  expect(calm.get().kind).toBe("offline");
  vi.advanceTimersByTime(1000);
  expect(calm.get().kind).toBe("offline");
});
