import { expect, test } from "vitest";
import { makeToasts } from "./toasts";

test("one toast is in sight at a time, and the next one takes its place", () => {
  const toasts = makeToasts();
  toasts.show({ text: "Moved." });
  toasts.show({ text: "Renamed." });
  expect(toasts.current()?.text).toBe("Renamed.");
});

test("dismissing a toast that was replaced leaves the new one alone", () => {
  const toasts = makeToasts();
  toasts.show({ text: "Moved." });
  const old = toasts.current()?.id ?? 0;
  toasts.show({ text: "Renamed." });
  toasts.dismiss(old);
  expect(toasts.current()?.text).toBe("Renamed.");
  toasts.dismiss(old + 1);
  expect(toasts.current()).toBeUndefined();
});

test("the same sentence twice is two toasts", () => {
  const toasts = makeToasts();
  toasts.show({ text: "Copied." });
  const first = toasts.current()?.id;
  toasts.show({ text: "Copied." });
  expect(toasts.current()?.id).not.toBe(first);
});

test("a listener that left hears nothing more", () => {
  const toasts = makeToasts();
  let heard = 0;
  const leave = toasts.subscribe(() => (heard += 1));
  toasts.show({ text: "Moved." });
  leave();
  toasts.show({ text: "Renamed." });
  expect(heard).toBe(1);
});
