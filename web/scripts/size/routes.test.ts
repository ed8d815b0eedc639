import { expect, test } from "vitest";
import {
  budgetOf,
  knownTooLarge,
  overBudget,
  readRoutes,
  sizeRoutes,
  withLanguage,
} from "./routes.ts";

const weigh = (chunk: string) =>
  ({ "react.js": 140_000, "small.js": 5_000, "editor.js": 200_000 })[chunk] ?? 0;

function sizes(...routes: readonly (readonly [string, readonly string[]])[]) {
  return sizeRoutes(
    routes.map(([route, chunks]) => ({ route, chunks })),
    weigh,
  );
}

test("a page is the sum of its scripts, each counted once, styles left out", () => {
  const [signIn] = sizes(["/sign-in", ["react.js", "small.js", "react.js", "page.css"]]);
  expect(signIn?.bytes).toBe(145_000);
});

test("a page above its budget is named, one below is not", () => {
  const found = sizes(["/sign-in", ["react.js", "editor.js"]], ["/people", ["react.js"]]);
  expect(overBudget(found).map(({ route }) => route)).toEqual(["/sign-in"]);
});

test("the editor may weigh more than a page, and not more than its own budget", () => {
  expect(overBudget(sizes(["/w/[workspace]", ["react.js", "editor.js"]]))).toEqual([]);
  const [editor] = sizeRoutes([{ route: "/w/[workspace]", chunks: ["a.js"] }], () => 380_001);
  expect(overBudget(editor ? [editor] : [])).toHaveLength(1);
});

test("statistics of another shape are an error, never a size of nothing", () => {
  expect(() => readRoutes([])).toThrow();
  expect(() => readRoutes([{ route: "/", chunks: [] }])).toThrow();
  expect(() => readRoutes({})).toThrow();
});

test("a grammar known to be too large has a limit of its own, any other that of the editor", () => {
  expect(budgetOf(withLanguage("python"))).toBe(380_000);
  const html = (bytes: number) =>
    sizeRoutes(
      [{ route: withLanguage("html, scripts and styles"), chunks: ["a.js"] }],
      () => bytes,
    );
  expect(overBudget(html(380_001))).toEqual([]);
  expect(knownTooLarge(html(380_001))).toHaveLength(1);
  expect(knownTooLarge(html(380_000))).toEqual([]);
  expect(overBudget(html(410_000))).toHaveLength(1);
});
