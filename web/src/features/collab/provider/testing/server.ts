/**
 * A real WebSocket server for tests that speaks the wire of `/collab/` over real Yjs documents, and
 * that can be told to misbehave: hold acknowledgements, fall silent, cut lines, refuse.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocketServer, type WebSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

export interface Room {
  readonly doc: Y.Doc;
  document: string;
  epoch: number;
  readonly sockets: Map<WebSocket, { received: number }>;
}

function frame(kind: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  body(encoder);
  return encoding.toUint8Array(encoder);
}

export class TestServer {
  /** False: updates are applied and relayed, and no acknowledgement leaves. */
  acknowledges = true;
  /** True: sockets stay open and not one byte leaves. */
  silent = false;
  writable = true;
  /** A close code for every new connection. */
  refusal: number | undefined;
  connections = 0;
  /** Messages that carried an update, in order of arrival. */
  readonly updates: Uint8Array[] = [];
  #server: WebSocketServer;
  #rooms = new Map<string, Room>();

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket, request) => this.#connected(socket, request.url ?? "/"));
  }

  static async start(port = 0): Promise<TestServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve) => server.once("listening", resolve));
    return new TestServer(server);
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  get address(): string {
    return `ws://127.0.0.1:${String(this.port)}/collab/`;
  }

  /** Puts a text at a path, as the workspace would. */
  seed(path: string, text: string): Room {
    const doc = new Y.Doc();
    doc.getText("content").insert(0, text);
    const room = { doc, document: crypto.randomUUID(), epoch: 1, sockets: new Map() };
    this.#rooms.set(path, room);
    return room;
  }

  room(path: string): Room {
    const room = this.#rooms.get(path);
    if (!room) throw new Error(`nothing is at ${path}`);
    return room;
  }

  text(path: string): string {
    return this.#rooms.get(path)?.doc.getText("content").toJSON() ?? "";
  }

  /** The lines go dead without a word. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What was swallowed stays swallowed, as on a line that was rerouted: whoever listened begins anew. */
  speakAgain(): void {
    this.silent = false;
    this.cut();
  }

  acknowledgeAll(): void {
    for (const room of this.#rooms.values()) {
      for (const [socket, { received }] of room.sockets) this.#acknowledge(socket, received);
    }
  }

  #connected(socket: WebSocket, address: string): void {
    this.connections += 1;
    const url = new URL(address, "ws://test");
    const path = decodeURIComponent(url.pathname.split("/").slice(3).join("/"));
    const room = this.#rooms.get(path);
    const code = this.refusal ?? (room ? this.#judge(room, url) : 4404);
    if (!room || code !== undefined) {
      socket.close(code);
      return;
    }
    room.sockets.set(socket, { received: 0 });
    socket.on("close", () => room.sockets.delete(socket));
    socket.on("message", (data: Buffer) => this.#take(room, socket, new Uint8Array(data)));
    this.#send(
      socket,
      frame(101, (encoder) => {
        encoding.writeVarString(encoder, room.document);
        encoding.writeVarUint(encoder, room.epoch);
        encoding.writeVarUint(encoder, this.writable ? 1 : 0);
      }),
    );
    // As the server does: nobody asks a reader for what it has.
    if (!this.writable) return;
    this.#send(
      socket,
      frame(0, (encoder) => sync.writeSyncStep1(encoder, room.doc)),
    );
  }

  #judge(room: Room, url: URL): number | undefined {
    const document = url.searchParams.get("document");
    if (document === null) return undefined;
    const same = document === room.document && url.searchParams.get("epoch") === String(room.epoch);
    return same ? undefined : 4409;
  }

  #take(room: Room, socket: WebSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === 3)
      this.#send(
        socket,
        frame(1, (encoder) => encoding.writeVarUint8Array(encoder, new Uint8Array([0]))),
      );
    if (kind === 1) this.#relay(room, socket, bytes);
    if (kind !== 0) return;
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (step === sync.messageYjsSyncStep1) {
      this.#send(
        socket,
        frame(0, (encoder) => sync.writeSyncStep2(encoder, room.doc, body)),
      );
      return;
    }
    this.updates.push(body);
    Y.applyUpdate(room.doc, body);
    const state = room.sockets.get(socket);
    if (state) state.received += 1;
    this.#relay(
      room,
      socket,
      frame(0, (encoder) => sync.writeUpdate(encoder, body)),
    );
    if (this.acknowledges) this.#acknowledge(socket, state?.received ?? 0);
  }

  #relay(room: Room, from: WebSocket, bytes: Uint8Array): void {
    for (const socket of room.sockets.keys()) if (socket !== from) this.#send(socket, bytes);
  }

  #acknowledge(socket: WebSocket, messages: number): void {
    this.#send(
      socket,
      frame(100, (encoder) => {
        encoding.writeVarUint(encoder, messages);
        encoding.writeVarUint(encoder, this.updates.length);
      }),
    );
  }

  #send(socket: WebSocket, bytes: Uint8Array): void {
    if (!this.silent) socket.send(bytes);
  }
}
