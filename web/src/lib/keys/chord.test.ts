import { expect, test } from "vitest";
import { matchesChord, parseChord, showChord, type Pressed } from "./chord";

const nothing = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({ key, ...nothing, ...held });

test("a chord is matched with exactly its modifiers", () => {
  const chord = parseChord("Ctrl K");
  expect(matchesChord(chord, press("k", { ctrlKey: true }), "other")).toBe(true);
  expect(matchesChord(chord, press("K", { ctrlKey: true, shiftKey: true }), "other")).toBe(false);
  expect(matchesChord(chord, press("k", { ctrlKey: true, altKey: true }), "other")).toBe(false);
  expect(matchesChord(chord, press("k"), "other")).toBe(false);
});

test("Ctrl is the command key on a Mac, and the control key is left alone there", () => {
  const chord = parseChord("Ctrl K");
  expect(matchesChord(chord, press("k", { metaKey: true }), "mac")).toBe(true);
  expect(matchesChord(chord, press("k", { ctrlKey: true }), "mac")).toBe(false);
});

test("a Thai layout reaches a letter by its place on the keyboard", () => {
  const thai = press("า", { code: "KeyK", ctrlKey: true });
  expect(matchesChord(parseChord("Ctrl K"), thai, "other")).toBe(true);
  expect(matchesChord(parseChord("Ctrl P"), thai, "other")).toBe(false);
});

test("typing a Thai letter alone is never a single-key chord", () => {
  expect(matchesChord(parseChord("K"), press("า", { code: "KeyK" }), "other")).toBe(false);
});

test("arrows and Escape are known by their signs", () => {
  expect(matchesChord(parseChord("Alt ↓"), press("ArrowDown", { altKey: true }), "other")).toBe(
    true,
  );
  expect(matchesChord(parseChord("Esc"), press("Escape"), "other")).toBe(true);
});

test("a sign matches whether or not the layout needs Shift for it", () => {
  const chord = parseChord("Ctrl /");
  expect(matchesChord(chord, press("/", { ctrlKey: true }), "other")).toBe(true);
  expect(matchesChord(chord, press("/", { ctrlKey: true, shiftKey: true }), "other")).toBe(true);
});

test("a Mac shows its own signs", () => {
  expect(showChord("Ctrl Shift F", "mac")).toBe("⌘ ⇧ F");
  expect(showChord("Ctrl Shift F", "other")).toBe("Ctrl Shift F");
});
