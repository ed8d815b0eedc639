import { expect, test } from "vitest";
import { grammarGroups, laterGroups, withAllLater, withLater } from "./lazy.ts";

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

const loaders = `,7,e=>{e.v(t=>Promise.all(["${chunk("python")}","${chunk("lr")}"].map(t=>e.l(t))).then(()=>t(70)))},\
8,e=>{e.v(t=>Promise.resolve().then(()=>t(80)))}`;
const table = `,9,e=>{let n={python:a("Python",()=>e.A(7)),lua:b("Lua",()=>e.A(8).then(e=>e.lua))}}`;

test("each language is known with the chunks of its grammar, none where it is there already", () => {
  expect([...grammarGroups([table, loaders])]).toEqual([
    ["python", [chunk("python"), chunk("lr")]],
    ["lua", []],
  ]);
});

test("a grammar that nothing loads is an error, never a size of nothing", () => {
  expect(() => grammarGroups(['n={go:a("Go",()=>e.A(17))}'])).toThrow("go");
});

test("all that a grammar may ask for is found, however deep and wherever it is loaded", () => {
  const loads = (id: number, ...names: readonly string[]) =>
    `,${id},e=>{e.v(t=>Promise.all([${names.map((name) => `"${chunk(name)}"`).join(",")}].map(t=>e.l(t))))}`;
  const deep: Readonly<Record<string, string>> = {
    [chunk("editor")]: loads(1, "html", "editor"),
    [chunk("php")]: "await e.A(1)",
    [chunk("html")]: `${loads(2, "css")}${loads(3, "js")}e.A(2);e.A(3);e.A(1)`,
  };
  const all = () => withAllLater([chunk("php")], [chunk("editor")], (name) => deep[name] ?? "");
  expect(all()).toEqual(["php", "html", "css", "js"].map(chunk));
});

test("what a grammar asks for and nothing loads is an error", () => {
  expect(() => withAllLater([chunk("php")], [], () => "e.A(4)")).toThrow("php");
});
