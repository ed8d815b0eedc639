/** Anchors as they travel: a Yjs relative position to a character, encoded, in base64. */

export interface Character {
  readonly client: number;
  readonly clock: number;
}

const item = 0;
const middle = 0;
/** -1 as lib0 writes it: a sign bit and a one. */
const before = 0x41;

function written(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  // Client ids have up to 53 bits: too many for shifts.
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** `start` stands before its character, `end` after it. */
export function writeAnchor({ client, clock }: Character, as: "start" | "end"): string {
  const side = as === "start" ? middle : before;
  return btoa(String.fromCharCode(item, ...written(client), ...written(clock), side));
}

export function readAnchor(anchor: string): Character {
  const numbers = [0, 0];
  let which = 0;
  let scale = 1;
  for (const letter of atob(anchor).slice(1)) {
    const byte = letter.charCodeAt(0);
    if (which < numbers.length) numbers[which] = (numbers[which] ?? 0) + (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) {
      which += 1;
      scale = 1;
    }
  }
  const [client = 0, clock = 0] = numbers;
  return { client, clock };
}
