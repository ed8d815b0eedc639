import { expect, test } from "vitest";
import { hiddenCharacter } from "./hidden-characters";

const shown = (character: string) => character.replace(hiddenCharacter, "") === "";

test("every character that turns the direction of writing is shown", () => {
  const turning = [
    0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
  ];
  expect(turning.filter((code) => !shown(String.fromCodePoint(code)))).toEqual([]);
});

test("every control character but the tab is shown", () => {
  const controls = Array.from({ length: 0xa0 }, (_, code) => code).filter(
    (code) => (code < 0x20 || code > 0x7e) && code !== 0x09,
  );
  expect(controls.filter((code) => !shown(String.fromCodePoint(code)))).toEqual([]);
});

test("what people write is left as it is", () => {
  expect("ศาลา สวัสดี नमस्ते می‌خواهم 👩‍👩‍👧 שלום a\tb".replace(hiddenCharacter, "?")).not.toContain("?");
});
