/** What each route loads, out of the statistics that `next build` writes, and what it may load. */

export interface Route {
  readonly route: string;
  readonly chunks: readonly string[];
}

export interface RouteSize extends Route {
  /** As sent with gzip, of every script the page loads, each counted once. */
  readonly bytes: number;
  readonly budget: number;
}

/** The first page anybody sees: whoever signs in, owns or joins comes through one of these. */
const door = 150_000;
/** A page behind the door; React and Next alone are 137. */
const page = 160_000;
/** The page with a file of any language open in its editor. */
const editor = 380_000;
/** Grammars that are too large for that budget yet: what each may weigh at most, so that none grows. */
const tooLargeYet: Readonly<Record<string, number>> = {
  "html, scripts and styles": 386_500,
  "php, scripts and styles": 412_000,
};

const doors = ["/sign-in", "/enter/", "/join/", "/_not-found"];

/** What the page is called with a file of a language in its editor. */
export const withLanguage = (language: string) => `/w/[workspace] with ${language}`;

/** The editor may be larger than the pages where people read; the list of parts is not for visitors. */
export function budgetOf(route: string): number {
  if (doors.some((start) => route.startsWith(start))) return door;
  const yet = Object.entries(tooLargeYet).find(([language]) => route === withLanguage(language));
  if (yet) return yet[1];
  return route.startsWith("/w/") || route.startsWith("/design") ? editor : page;
}

function isRoute(value: unknown): value is { route: string; firstLoadChunkPaths: string[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "route" in value &&
    typeof value.route === "string" &&
    "firstLoadChunkPaths" in value &&
    Array.isArray(value.firstLoadChunkPaths)
  );
}

/** Read `route-bundle-stats.json`. Anything else is an error: a size of nothing would always pass. */
export function readRoutes(stats: unknown): readonly Route[] {
  if (!Array.isArray(stats) || stats.length === 0 || !stats.every(isRoute))
    throw new Error("route-bundle-stats.json is not what this script knows; has Next changed it?");
  return stats.map(({ route, firstLoadChunkPaths }) => ({ route, chunks: firstLoadChunkPaths }));
}

export function sizeRoutes(
  routes: readonly Route[],
  weigh: (chunk: string) => number,
): readonly RouteSize[] {
  return routes
    .map(({ route, chunks }) => ({
      route,
      chunks: [...new Set(chunks)].filter((chunk) => chunk.endsWith(".js")),
    }))
    .map(({ route, chunks }) => ({
      route,
      chunks,
      bytes: chunks.reduce((sum, chunk) => sum + weigh(chunk), 0),
      budget: budgetOf(route),
    }))
    .sort((left, right) => left.route.localeCompare(right.route));
}

export function overBudget(sizes: readonly RouteSize[]): readonly RouteSize[] {
  return sizes.filter(({ bytes, budget }) => bytes > budget);
}

/** The pages that are above the budget of an editor, though within a limit of their own. */
export function knownTooLarge(sizes: readonly RouteSize[]): readonly RouteSize[] {
  return sizes.filter(({ bytes, budget }) => bytes > editor && bytes <= budget);
}
