import { expect, test } from "vitest";
import { candidates, namingAt, partsOf, withIds, withNames } from "./mentions";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const person = (digit: number, name: string) => ({ member: id(digit), name, slot: digit });
const boon = person(1, "Boon");
const boonMee = person(2, "Boon Mee");
const thai = person(3, "อนงค์");
const people = new Map([boon, boonMee, thai].map((one) => [one.member, one]));

test("names become ids, the longest first, and ids become names again", () => {
  const written = "@Boon Mee, ask @Boon and @อนงค์.";
  const sent = withIds(written, people);
  expect(sent).toBe(`<@${id(2)}>, ask <@${id(1)}> and <@${id(3)}>.`);
  expect(withNames(sent, people, "somebody")).toBe(written);
});

test("an address, a longer word and a stranger are no mentions", () => {
  for (const text of ["boon@Boon", "@Boonsri", "@nobody", "@", "a @ b", "x@@Boons"])
    expect(withIds(text, people)).toBe(text);
});

test("of two who share a name the one that was picked is meant", () => {
  const other = person(4, "Boon");
  const both = new Map([...people, [other.member, other]]);
  expect(withIds("@Boon", both, [boon])).toBe(`<@${id(1)}>`);
  expect(withIds("@Boon", both, [other])).toBe(`<@${id(4)}>`);
});

test("who left is said to have left", () => {
  expect(withNames(`<@${id(9)}>?`, people, "Former member")).toBe("@Former member?");
});

test("a text comes apart into what is said and who is named", () => {
  expect(partsOf(`a <@${id(1)}>b`)).toEqual([
    { kind: "text", text: "a " },
    { kind: "mention", member: id(1) },
    { kind: "text", text: "b" },
  ]);
  expect(partsOf("")).toEqual([]);
});

test("a name is being typed after an @ that begins a word", () => {
  expect(namingAt("see @bo", 7)).toEqual({ at: 4, typed: "bo" });
  expect(namingAt("@", 1)).toEqual({ at: 0, typed: "" });
  expect(namingAt("(@อน", 4)).toEqual({ at: 1, typed: "อน" });
  for (const text of ["a@bo", "@bo on", "bo", "@@bo"])
    expect(namingAt(text, text.length)).toBe(undefined);
});

test("members are found by any word of their name, oneself left out", () => {
  expect(candidates("bo", people, id(1)).map(({ name }) => name)).toEqual(["Boon Mee"]);
  expect(candidates("mee", people, "").map(({ name }) => name)).toEqual(["Boon Mee"]);
  expect(candidates("", people, "")).toHaveLength(3);
  expect(candidates("zz", people, "")).toEqual([]);
});
