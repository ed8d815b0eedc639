// Real Yjs clients, driven line by line: a JSON command in, a JSON answer out.
import { createInterface } from "node:readline";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const editors = new Map();
const raws = new Map();

/** A socket that signs in with the session cookie, as a browser's does by itself. */
function signedIn(token, origin) {
  return class extends WebSocket {
    constructor(url, protocols) {
      const headers = { ...(token && { cookie: `sala_session=${token}` }), ...(origin && { origin }) };
      super(url, protocols, { headers });
    }
  };
}

async function until(condition, what, within = 15_000) {
  const end = Date.now() + within;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${typeof what === "function" ? what() : what}`);
    await new Promise((go) => setTimeout(go, 5));
  }
}

const commands = {
  open({ id, server, room, token, params = {}, connect = true, client }) {
    const doc = new Y.Doc();
    if (client !== undefined) doc.clientID = client;
    const provider = new WebsocketProvider(server, room, doc, {
      WebSocketPolyfill: signedIn(token),
      disableBc: true,
      maxBackoffTime: 200,
      params,
      connect,
    });
    const editor = { doc, provider, text: doc.getText("content"), closes: [] };
    provider.on("connection-close", (event) => event && editor.closes.push(event.code));
    editors.set(id, editor);
    return { client: doc.clientID };
  },
  async synced({ id }) {
    const { provider } = editors.get(id);
    await until(() => provider.synced, `${id} to be synchronised`);
  },
  insert({ id, at, text }) {
    const editor = editors.get(id);
    editor.text.insert(at < 0 ? editor.text.length : at, text);
  },
  async type({ id, at, text, pause = 0 }) {
    const editor = editors.get(id);
    let place = Y.createRelativePositionFromTypeIndex(editor.text, at < 0 ? editor.text.length : at, -1);
    for (const character of text) {
      const { index } = Y.createAbsolutePositionFromRelativePosition(place, editor.doc);
      editor.text.insert(index, character);
      place = Y.createRelativePositionFromTypeIndex(editor.text, index + character.length, -1);
      if (pause) await new Promise((go) => setTimeout(go, pause));
    }
  },
  delete({ id, at, length }) {
    editors.get(id).text.delete(at, length);
  },
  text({ id }) {
    return { text: editors.get(id).text.toString() };
  },
  /** The anchors of a passage, as the web app makes them. */
  anchor({ id, from, to }) {
    const { text } = editors.get(id);
    const at = (index, side) =>
      Buffer.from(
        Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, side)),
      ).toString("base64");
    return { start: at(from, 0), end: at(to, -1) };
  },
  /** Where a passage is for this editor, in UTF-16 units. */
  resolves({ id, start, end }) {
    const { doc, text } = editors.get(id);
    const [from, to] = [start, end].map((anchor) => {
      const place = Y.decodeRelativePosition(Buffer.from(anchor, "base64"));
      return Y.createAbsolutePositionFromRelativePosition(place, doc)?.index;
    });
    return { from, to, text: text.toString().slice(from, to) };
  },
  async reads({ id, text, within }) {
    const editor = editors.get(id);
    await until(() => editor.text.toString() === text, () => `${id} to read ${JSON.stringify(text)}, not ${JSON.stringify(editor.text.toString())}`, within);
  },
  async contains({ id, text, within }) {
    const editor = editors.get(id);
    await until(() => editor.text.toString().includes(text), () => `${id} to contain ${JSON.stringify(text)}: ${JSON.stringify(editor.text.toString())}`, within);
  },
  async agree({ ids, within }) {
    const texts = () => new Set(ids.map((id) => editors.get(id).text.toString()));
    await until(() => texts().size === 1, () => `agreement: ${JSON.stringify([...texts()])}`, within);
    return { text: [...texts()][0] };
  },
  say({ id, state }) {
    editors.get(id).provider.awareness.setLocalState(state);
  },
  async hears({ id, other, state, within }) {
    const { provider } = editors.get(id);
    const client = editors.get(other).doc.clientID;
    const heard = () => JSON.stringify(provider.awareness.getStates().get(client) ?? null);
    await until(() => heard() === JSON.stringify(state), () => `${id} to hear ${JSON.stringify(state)}, not ${heard()}`, within);
  },
  disconnect({ id }) {
    editors.get(id).provider.disconnect();
  },
  connect({ id }) {
    editors.get(id).provider.connect();
  },
  /** The network goes away without a word: nothing is read, nothing answered, nothing closed. */
  freeze({ id }) {
    const { provider } = editors.get(id);
    provider.shouldConnect = false;
    provider.ws._socket.pause();
  },
  stall({ id }) {
    editors.get(id).provider.ws._socket.pause();
  },
  unstall({ id }) {
    editors.get(id).provider.ws._socket.resume();
  },
  async closed({ id, code, within }) {
    const editor = editors.get(id);
    await until(() => editor.closes.includes(code), () => `${id} to be closed with ${code}: ${editor.closes}`, within);
  },
  destroy({ id }) {
    editors.get(id).provider.destroy();
    editors.delete(id);
  },

  async raw({ id, url, token, origin, headers }) {
    const socket = new (signedIn(token, origin))(url, headers);
    const raw = { socket, messages: [], code: null, status: null };
    raws.set(id, raw);
    socket.binaryType = "nodebuffer";
    socket.on("message", (data) => raw.messages.push(data.toString("hex")));
    socket.on("pong", (data) => raw.messages.push(`pong ${data}`));
    socket.on("close", (code) => (raw.code = code));
    socket.on("error", () => {});
    socket.on("unexpected-response", (_, response) => {
      raw.status = response.statusCode;
      socket.terminate();
    });
    await until(() => socket.readyState === WebSocket.OPEN || raw.code !== null || raw.status !== null, "a socket");
    return { status: raw.status };
  },
  send({ id, hex, binary = true, fin = true, text }) {
    raws.get(id).socket.send(text ?? Buffer.from(hex, "hex"), { binary, fin });
  },
  wire({ id, hex }) {
    raws.get(id).socket._socket.write(Buffer.from(hex, "hex"));
  },
  messages({ id }) {
    return { messages: raws.get(id).messages };
  },
  async gets({ id, prefix, count = 1, within }) {
    const raw = raws.get(id);
    const found = () => raw.messages.filter((message) => message.startsWith(prefix));
    await until(() => found().length >= count, () => `${id} to get ${prefix}: ${raw.messages} ${raw.code}`, within);
    return { messages: found() };
  },
  async ends({ id, within }) {
    const raw = raws.get(id);
    await until(() => raw.code !== null, `${id} to be closed`, within);
    return { code: raw.code };
  },
  /** Send one word after another as fast as it goes, and count what the server says is durable. */
  async storm({ id, url, token, word }) {
    await commands.raw({ id, url, token });
    const { socket, messages } = raws.get(id);
    const doc = new Y.Doc();
    socket.on("message", (data) => {
      if (data[0] === 0 && data[1] === 1 && !doc.started) {
        doc.started = true;
        Y.applyUpdate(doc, decoding.readVarUint8Array(decoding.createDecoder(data.subarray(2))));
        doc.on("update", (update) => {
          const encoder = encoding.createEncoder();
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarUint(encoder, 2);
          encoding.writeVarUint8Array(encoder, update);
          if (socket.readyState === WebSocket.OPEN) socket.send(encoding.toUint8Array(encoder));
        });
        const text = doc.getText("content");
        const go = () => {
          if (socket.readyState !== WebSocket.OPEN) return;
          text.insert(0, word);
          setImmediate(go);
        };
        go();
      }
    });
    socket.send(Buffer.from("00000100", "hex"));
    await until(() => messages.some((message) => message.startsWith("64")), "an acknowledgement");
  },
  async acknowledged({ id }) {
    const raw = raws.get(id);
    await until(() => raw.code !== null, "the server to die");
    const last = raw.messages.findLast((message) => message.startsWith("64"));
    return { count: decoding.readVarUint(decoding.createDecoder(Buffer.from(last, "hex").subarray(1))) };
  },
  stop_reading({ id }) {
    raws.get(id).socket._socket.pause();
  },
  go_on({ id }) {
    raws.get(id).socket._socket.resume();
  },
  hang_up({ id }) {
    raws.get(id).socket.terminate();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, ...given } = JSON.parse(line);
  Promise.resolve()
    .then(() => commands[given.do](given))
    .then(
      (answer) => console.log(JSON.stringify({ call, answer: answer ?? {} })),
      (error) => console.log(JSON.stringify({ call, error: String(error.message ?? error) })),
    );
}
process.exit(0);
