/**
 * The frames on a `/collab/` socket: y-protocols' own, and the three that Sala adds for its clients.
 *
 * Sync and awareness are those of y-websocket. With `?ack=1` the server also sends an
 * acknowledgement (100), the document's identity (101) and notices (102).
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate, type Awareness } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import type * as Y from "yjs";

const frame = {
  sync: 0,
  awareness: 1,
  askAwareness: 3,
  acknowledged: 100,
  document: 101,
  notice: 102,
};

/** Which document a path stands for. Another epoch is another history. */
export interface Identity {
  readonly document: string;
  readonly epoch: number;
}

/** Where a document's socket is; `place` is `<workspace>/<path>`. A known history is asked for by name. */
export function documentAddress(server: string, place: string, known?: Identity): string {
  const path = place.split("/").map(encodeURIComponent).join("/");
  const history = known ? `&document=${known.document}&epoch=${known.epoch}` : "";
  return `${server}${path}?ack=1${history}`;
}

/** Something that happened to the document. `text` is its path or a reason, by `code`. */
export interface Notice {
  readonly code: string;
  readonly text: string;
  /** Counted from 1; only where the code is about lines. */
  readonly lines: readonly number[];
  /** The path it had before; only where the code is about a move. */
  readonly was?: string;
  /** Undoes it, where that can be offered. */
  readonly back?: () => Promise<void>;
}

/** What a frame from the server says. `state` is a state vector, `update` a Yjs update. */
export type Incoming =
  | { readonly kind: "ask"; readonly state: Uint8Array }
  | { readonly kind: "answer"; readonly update: Uint8Array }
  | { readonly kind: "update"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array }
  | { readonly kind: "acknowledged"; readonly messages: number; readonly sequence: number }
  | { readonly kind: "document"; readonly identity: Identity; readonly writable: boolean }
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "unknown" };

function readSync(decoder: decoding.Decoder): Incoming {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === sync.messageYjsSyncStep1) return { kind: "ask", state: bytes };
  if (step === sync.messageYjsSyncStep2) return { kind: "answer", update: bytes };
  return step === sync.messageYjsUpdate ? { kind: "update", update: bytes } : { kind: "unknown" };
}

function readNotice(text: string): Incoming {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null) return { kind: "unknown" };
  const {
    code,
    text: words,
    was = "",
    lines = [],
  } = parsed as Readonly<Record<"code" | "text" | "was" | "lines", unknown>>;
  if (typeof code !== "string" || typeof words !== "string" || typeof was !== "string")
    return { kind: "unknown" };
  if (!Array.isArray(lines)) return { kind: "unknown" };
  const numbers = lines.filter((line): line is number => typeof line === "number");
  return { kind: "notice", notice: { code, text: words, was, lines: numbers } };
}

/** Throws when the frame is cut short; a frame of a kind this client does not know is `unknown`. */
export function readFrame(bytes: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(decoder)) {
    case frame.sync:
      return readSync(decoder);
    case frame.awareness:
      return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    case frame.acknowledged:
      return {
        kind: "acknowledged",
        messages: decoding.readVarUint(decoder),
        sequence: decoding.readVarUint(decoder),
      };
    case frame.document: {
      const document = decoding.readVarString(decoder);
      const epoch = decoding.readVarUint(decoder);
      return {
        kind: "document",
        identity: { document, epoch },
        writable: decoding.readVarUint(decoder) === 1,
      };
    }
    case frame.notice:
      return readNotice(decoding.readVarString(decoder));
    default:
      return { kind: "unknown" };
  }
}

function write(kind: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  body(encoder);
  return encoding.toUint8Array(encoder);
}

/** "This is what I have": the server answers with what is missing here. */
export const askFrame = (doc: Y.Doc): Uint8Array =>
  write(frame.sync, (encoder) => sync.writeSyncStep1(encoder, doc));

/** Everything that a peer with this state vector lacks. */
export const answerFrame = (doc: Y.Doc, state: Uint8Array): Uint8Array =>
  write(frame.sync, (encoder) => sync.writeSyncStep2(encoder, doc, state));

export const updateFrame = (update: Uint8Array): Uint8Array =>
  write(frame.sync, (encoder) => sync.writeUpdate(encoder, update));

export const awarenessFrame = (awareness: Awareness, clients: readonly number[]): Uint8Array =>
  write(frame.awareness, (encoder) =>
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [...clients])),
  );

/** "Who is here?": always answered, so it also tells whether a quiet socket still lives. */
export const askAwarenessFrame = (): Uint8Array => write(frame.askAwareness, () => {});

export { applyAwarenessUpdate };

/** Why the server ended a connection, by close code. Any other code is worth a retry without a word. */
export type Refusal =
  | "signed-out"
  | "not-allowed"
  | "gone"
  | "replaced"
  | "too-large"
  | "document-full"
  | "not-editable"
  | "malformed"
  | "address-full"
  | "member-full"
  | "too-fast";

const refusals: ReadonlyMap<number, Refusal> = new Map([
  [4400, "malformed"],
  [4401, "signed-out"],
  [4403, "not-allowed"],
  [4404, "gone"],
  [4409, "replaced"],
  [4413, "too-large"],
  [4414, "document-full"],
  [4415, "not-editable"],
  [4420, "address-full"],
  [4421, "member-full"],
  [4422, "too-fast"],
  [4423, "too-fast"],
]);

/** What ends by itself, so that a page comes back without being told. */
const passing: ReadonlySet<Refusal> = new Set(["address-full", "member-full", "too-fast"]);

export const passes = (refusal: Refusal): boolean => passing.has(refusal);

export const refusalOf = (code: number): Refusal | undefined => refusals.get(code);
