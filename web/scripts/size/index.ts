/**
 * Prints how much JavaScript each page loads, and fails where one is above its budget.
 *
 * What counts is everything a page loads by itself until it can be used: the chunks that its HTML
 * names and, in a workspace, those that opening a file fetches before anybody presses a key. What
 * comes with a deed (a menu, a search, the first problem) does not count, and nothing may fetch it
 * ahead of the deed. It is weighed as the server sends it, so the web app must be laid out.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { grammarGroups, withAllLater, withLater } from "./lazy.ts";
import {
  knownTooLarge,
  overBudget,
  readRoutes,
  sizeRoutes,
  withLanguage,
  type Route,
  type RouteSize,
} from "./routes.ts";
import { servedBytes } from "./served.ts";

const build = fileURLToPath(new URL("../../.next", import.meta.url));
const laidOut = fileURLToPath(new URL("../../../server/sala/webapp/web/.next", import.meta.url));
const languages = fileURLToPath(new URL("../../src/lib/code/languages.ts", import.meta.url));

/** The chunk as loaders name it, `static/chunks/….js`. */
const named = (chunk: string) => chunk.replace(/^\.next\//, "");

const read = (chunk: string) => readFileSync(path.join(build, named(chunk)), "utf8");
const weigh = (chunk: string) => servedBytes(named(chunk), build, laidOut);

/**
 * The page with a grammar; and, where one nests others that come as a text has something for them,
 * with all of those too: HTML with scripts and styles, PHP with all three.
 */
function withGrammar(
  language: string,
  editor: readonly string[],
  grammar: readonly string[],
): readonly Route[] {
  const page = (name: string, chunks: readonly string[]) => ({
    route: withLanguage(name),
    chunks: [...editor, ...chunks],
  });
  const alone = page(language, grammar);
  const all = withAllLater(grammar, editor, read);
  if (all.length === grammar.length) return [alone];
  return [alone, page(`${language}, scripts and styles`, all)];
}

/** Words of what the list of workspaces fetches by itself: what its rows glide with. */
const listing = ["translateY(${"];

/**
 * Words of what opening a file fetches by itself: the editor, what stands above it, the actions of
 * its history and of threads, who is here.
 */
const opening = [
  "cm-content",
  "Put my text back",
  "history.who-wrote",
  "collab.threads",
  "collab.follow.",
];

function pageOf(route: string, routes: readonly Route[]): Route {
  const page = routes.find((one) => one.route === route);
  if (page === undefined) throw new Error(`There is no page ${route}`);
  return { route, chunks: page.chunks.map(named) };
}

/** Each page as it is once it has fetched what it fetches by itself, and the editor's with each grammar. */
function withWhatFollows(routes: readonly Route[]): readonly Route[] {
  const list = pageOf("/", routes);
  const page = pageOf("/w/[workspace]", routes);
  const editor = withLater(page.chunks, opening, read);
  const grammars = [...grammarGroups(editor.map(read))];
  const known = readFileSync(languages, "utf8").match(/\bimport\("/g)?.length;
  if (grammars.length !== known)
    throw new Error(`${grammars.length} grammars are built, languages.ts imports ${known ?? 0}`);
  return [
    ...routes.filter(({ route }) => route !== list.route),
    { route: list.route, chunks: withLater(list.chunks, listing, read) },
    { route: `${page.route} with the editor`, chunks: editor },
    ...grammars.flatMap(([language, chunks]) => withGrammar(language, editor, chunks)),
  ];
}

function line({ route, bytes, budget }: RouteSize): string {
  const kilobytes = (bytes / 1_000).toFixed(1).padStart(7);
  return `${kilobytes} kB of ${(budget / 1_000).toFixed(1).padStart(5)}  ${route}`;
}

const stats: unknown = JSON.parse(
  readFileSync(path.join(build, "diagnostics/route-bundle-stats.json"), "utf8"),
);
const sizes = sizeRoutes(withWhatFollows(readRoutes(stats)), weigh);
const tooLarge = overBudget(sizes);

if (process.argv.includes("--json")) console.log(JSON.stringify(sizes));
else console.log(["JavaScript of each page, gzip as it is sent", ...sizes.map(line)].join("\n"));
const yet = knownTooLarge(sizes);
if (yet.length > 0)
  console.error(`Still above the editor's 380 kB: ${yet.map(({ route }) => route).join(", ")}`);
if (tooLarge.length > 0) {
  console.error(`Above the budget: ${tooLarge.map(({ route }) => route).join(", ")}`);
  process.exitCode = 1;
}
