/** What a chunk weighs on the wire: the very file that the server sends to whoever takes gzip. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** Bytes under which `launcher/compress.py` leaves a file as it is, and the server sends it so. */
const smallest = 512;

/**
 * The bytes that the server sends for a chunk, `static/chunks/….js`, with gzip.
 *
 * `built` is the folder that `next build` writes, `laidOut` the one that the server sends from. A
 * chunk that is not compressed there, or whose compressed text is not that of the build, is an
 * error: what is weighed is what is sent.
 */
export function servedBytes(chunk: string, built: string, laidOut: string): number {
  const script = readFileSync(path.join(built, chunk));
  const sent = path.join(laidOut, `${chunk}.gz`);
  if (script.length < smallest) return script.length;
  if (!existsSync(sent)) throw new Error(`${sent} is missing: ./sala setup lays it out`);
  if (!gunzipSync(readFileSync(sent)).equals(script))
    throw new Error(`${sent} is of another build: ./sala setup lays it out anew`);
  return statSync(sent).size;
}
