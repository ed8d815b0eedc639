/** What a page fetches after its first scripts: the editor, found by what is in it, and a grammar. */

/** Reads a chunk by the name that loaders use, `static/chunks/….js`. */
export type ReadChunk = (chunk: string) => string;

const loader = /\[((?:"static\/chunks\/[^"]+\.js",?)+)\]\.map/g;

/** The groups of chunks that the given source may ask for later. */
export function laterGroups(source: string): readonly (readonly string[])[] {
  return [...source.matchAll(loader)].map(([, list = ""]) =>
    list.split(",").map((quoted) => quoted.replaceAll('"', "")),
  );
}

/**
 * The given chunks and every group, asked for by one of them, that holds a marker.
 *
 * Markers are words that a minifier keeps. One that is found nowhere is an error, since what is not
 * found would weigh nothing.
 */
export function withLater(
  chunks: readonly string[],
  markers: readonly string[],
  read: ReadChunk,
): readonly string[] {
  const known = new Set(chunks);
  for (const marker of markers) {
    const isHere = () => [...known].some((chunk) => read(chunk).includes(marker));
    for (const group of [...known].flatMap((chunk) => laterGroups(read(chunk))))
      if (group.some((chunk) => read(chunk).includes(marker)))
        group.forEach((chunk) => known.add(chunk));
    if (!isHere()) throw new Error(`No script of this page holds "${marker}"`);
  }
  return [...known];
}

const named = /(\w+):\w+\("[^"]+",\(\)=>\w+\.A\((\d+)\)/g;
const loaderOf = (id: string) =>
  new RegExp(
    `[{},\\[]${id},(\\w+)=>\\{\\1\\.v\\(\\w+=>Promise\\.(?:all\\(\\[([^\\]]*)\\]|resolve\\()`,
  );

/** The chunks that the loader of a module asks for; nothing where no source has such a loader. */
function loadedBy(id: string, sources: readonly string[]): readonly string[] | undefined {
  for (const source of sources) {
    const [found, , list = ""] = loaderOf(id).exec(source) ?? [];
    if (found !== undefined)
      return [...list.matchAll(/static\/chunks\/[^"]+/g)].map(([chunk]) => chunk);
  }
  return undefined;
}

/** The chunks that each language's loader asks for, by the key of the language. */
export function grammarGroups(sources: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    sources
      .flatMap((source) => [...source.matchAll(named)])
      .map(([, key = "", id = ""]) => {
        const chunks = loadedBy(id, sources);
        if (chunks === undefined) throw new Error(`Nothing loads the grammar of "${key}"`);
        return [key, chunks];
      }),
  );
}

/**
 * The given chunks and everything that they, and what they ask for, may ask for later.
 *
 * The loaders may stand in them or in the chunks that are there `beside` them.
 */
export function withAllLater(
  chunks: readonly string[],
  beside: readonly string[],
  read: ReadChunk,
): readonly string[] {
  const known = new Set(chunks);
  // A set is walked through with what is added on the way.
  for (const chunk of known)
    for (const [, id = ""] of read(chunk).matchAll(/\.A\((\d+)\)/g)) {
      const asked = loadedBy(id, [...beside, ...known].map(read));
      if (asked === undefined) throw new Error(`Nothing loads what ${chunk} asks for`);
      asked.filter((one) => !beside.includes(one)).forEach((one) => known.add(one));
    }
  return [...known];
}
