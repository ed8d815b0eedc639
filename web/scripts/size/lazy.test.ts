import { expect, test } from "vitest";
import { grammarGroups, laterGroups, withLater } from "./lazy.ts";

const chunk = (name: string) => `static/chunks/${name}.js`;
const asks = (...names: readonly string[]) =>
  `e.v(t=>Promise.all([${names.map((name) => `"${chunk(name)}"`).join(",")}].map(t=>e.l(t))))`;

const built: Readonly<Record<string, string>> = {
  [chunk("page")]: `first();${asks("menu")}${asks("view", "yjs")}`,
  [chunk("menu")]: "a menu",
  [chunk("view")]: `"cm-content";${asks("python")}${asks("rust")}`,
  [chunk("yjs")]: "a document",
  [chunk("python")]: '"nonlocal"',
  [chunk("rust")]: '"crate"',
};
const read = (name: string) => built[name] ?? "";

test("a loader's chunks are found in minified source", () => {
  expect(laterGroups(read(chunk("page")))).toEqual([
    [chunk("menu")],
    [chunk("view"), chunk("yjs")],
  ]);
  expect(laterGroups("nothing is fetched here")).toEqual([]);
});

test("the editor comes with everything its loader asks for, and with the one grammar", () => {
  expect(withLater([chunk("page")], ["cm-content", "nonlocal"], read)).toEqual(
    ["page", "view", "yjs", "python"].map(chunk),
  );
});

test("what is there already is not looked for elsewhere", () => {
  expect(withLater([chunk("yjs")], ["a document"], read)).toEqual([chunk("yjs")]);
});

test("a marker that is nowhere is an error, never a size of nothing", () => {
  expect(() => withLater([chunk("page")], ["cm-content", "begin…end"], read)).toThrow("begin…end");
});

const table = `,7,e=>{e.v(t=>Promise.all(["${chunk("python")}","${chunk("lr")}"].map(t=>e.l(t))).then(()=>t(70)))},\
8,e=>{e.v(t=>Promise.resolve().then(()=>t(80)))},\
9,e=>{let n={python:a("Python",()=>e.A(7)),lua:b("Lua",()=>e.A(8).then(e=>e.lua))}}`;

test("each language is known with the chunks of its grammar, none where it is there already", () => {
  expect([...grammarGroups(table)]).toEqual([
    ["python", [chunk("python"), chunk("lr")]],
    ["lua", []],
  ]);
});

test("a grammar that nothing loads is an error, never a size of nothing", () => {
  expect(() => grammarGroups('n={go:a("Go",()=>e.A(17))}')).toThrow("go");
});
