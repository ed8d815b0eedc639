/** Who is who and where: members by id, and what their awareness states say. Pure. */

/** A member as others see one; `slot` is the colour, 1 to 8. */
export interface Person {
  readonly member: string;
  readonly name: string;
  readonly slot: number;
}

export type People = ReadonlyMap<string, Person>;

/** One page of one person: which file is in front there, if any, and which page it follows. */
export interface Present {
  /** The page's own id while it is open. */
  readonly client: number;
  readonly member: string;
  readonly path: string | undefined;
  readonly follows: number | undefined;
}

/** The member who stands behind a state: the server stamps it, so nobody appears as another. */
export function memberOf(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { member } = state as { readonly member?: unknown };
  return typeof member === "string" ? member : undefined;
}

function pathOf(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { path } = state as { readonly path?: unknown };
  return typeof path === "string" && path !== "" ? path : undefined;
}

function followedBy(state: unknown): number | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { follows } = state as { readonly follows?: unknown };
  return typeof follows === "number" ? follows : undefined;
}

/** Everybody in a room, once per open page, in order of arrival; states are given by page. */
export function presentIn(states: Iterable<readonly [number, unknown]>): readonly Present[] {
  return [...states].flatMap(([client, state]) => {
    const member = memberOf(state);
    if (member === undefined) return [];
    return [{ client, member, path: pathOf(state), follows: followedBy(state) }];
  });
}

/** Persons, each once, in the order given; strangers are left out until their names are known. */
export function known(members: Iterable<string>, people: People): readonly Person[] {
  return [...new Set(members)].flatMap((member) => people.get(member) ?? []);
}

/** Who has each file in front. */
export function byPath(
  present: readonly Present[],
  people: People,
): ReadonlyMap<string, readonly Person[]> {
  const members = new Map<string, string[]>();
  for (const { member, path } of present) {
    if (path !== undefined) members.set(path, [...(members.get(path) ?? []), member]);
  }
  return new Map([...members].map(([path, ids]) => [path, known(ids, people)]));
}

export function samePresent(left: readonly Present[], right: readonly Present[]): boolean {
  return (
    left.length === right.length &&
    left.every((one, at) => {
      const other = right[at];
      return (
        one.client === other?.client &&
        one.member === other.member &&
        one.path === other.path &&
        one.follows === other.follows
      );
    })
  );
}
