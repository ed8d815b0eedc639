/**
 * One WebSocket that comes back: reconnects with growing, jittered pauses, at once when the network
 * or the page returns, and gives up a socket that has gone silent without closing.
 *
 * It knows nothing of documents; what travels is its owner's business.
 */
import { pauseBefore, usualPulse, type Pulse } from "./pulse";

export type Return = "soon" | "with-the-person" | "when-told";

export interface LinkOwner {
  /** Asked before each attempt, since the address may have changed. */
  readonly address: () => string;
  readonly opened: () => void;
  readonly received: (bytes: Uint8Array) => void;
  /** Says when to try again: soon, when the person comes back to the page, or only when told to. */
  readonly closed: (code: number, reason: string) => Return;
  /** A frame that the server always answers. */
  readonly question: () => Uint8Array;
}

export type LinkState = "connecting" | "open" | "waiting" | "resting" | "stopped";

export class Link {
  #owner: LinkOwner;
  #pulse: Pulse;
  #socket: WebSocket | undefined;
  #state: LinkState = "stopped";
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #heard = 0;
  #asked: { at: number; within: number } | undefined;
  #ticked = 0;
  #latency: number | undefined;

  constructor(owner: LinkOwner, pulse: Pulse = usualPulse) {
    this.#owner = owner;
    this.#pulse = pulse;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Milliseconds the last question took to be answered. */
  get latency(): number | undefined {
    return this.#latency;
  }

  start(): void {
    if (this.#state !== "stopped") return;
    if (typeof window !== "undefined") {
      window.addEventListener("online", this.#nudge);
      window.addEventListener("offline", this.#doubt);
      window.addEventListener("pageshow", this.#nudge);
      document.addEventListener("visibilitychange", this.#nudge);
    }
    this.#connect();
  }

  stop(): void {
    if (typeof window !== "undefined") {
      window.removeEventListener("online", this.#nudge);
      window.removeEventListener("offline", this.#doubt);
      window.removeEventListener("pageshow", this.#nudge);
      document.removeEventListener("visibilitychange", this.#nudge);
    }
    this.#state = "stopped";
    clearTimeout(this.#retry);
    this.#drop(1000);
  }

  /** Sends now, or not at all: what matters is sent again after a reconnect by the owner. */
  send(bytes: Uint8Array): boolean {
    if (this.#state !== "open" || !this.#socket) return false;
    this.#socket.send(bytes as Uint8Array<ArrayBuffer>);
    return true;
  }

  /** Asks the server for a sign of life and gives up the socket without one in `within` ms. */
  ask(within: number): void {
    if (this.#state !== "open") return;
    const now = Date.now();
    if (this.#asked && this.#asked.at + this.#asked.within <= now + within) return;
    this.#asked = { at: now, within };
    this.send(this.#owner.question());
    setTimeout(this.#tick, within + 5);
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#state = "connecting";
    const socket = new WebSocket(this.#owner.address());
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#heard = Date.now();
    this.#ticked = this.#heard;
    socket.onopen = () => {
      this.#state = "open";
      this.#heard = Date.now();
      this.#owner.opened();
      this.ask(this.#pulse.answerWithin);
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) this.#hear(new Uint8Array(event.data));
    };
    socket.onclose = (event) => this.#lost(event.code, event.reason);
    clearInterval(this.#watch);
    this.#watch = setInterval(this.#tick, Math.max(20, this.#pulse.quiet / 5));
  }

  #hear(bytes: Uint8Array): void {
    this.#heard = Date.now();
    this.#attempt = 0;
    if (this.#asked) {
      this.#latency = this.#heard - this.#asked.at;
      this.#asked = undefined;
    }
    this.#owner.received(bytes);
  }

  #lost(code: number, reason: string): void {
    if (this.#state === "stopped") return;
    this.#drop(undefined);
    this.#state = "waiting";
    const again = this.#owner.closed(code, reason);
    if (again === "when-told") this.#state = "resting";
    if (again !== "soon") return;
    this.#retry = setTimeout(
      () => this.#connect(),
      pauseBefore(this.#attempt, this.#pulse, Math.random()),
    );
    this.#attempt += 1;
  }

  #drop(code: number | undefined): void {
    clearInterval(this.#watch);
    this.#asked = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // A dead socket may take minutes to close; nobody waits for it.
    if (socket.readyState < WebSocket.CLOSING) socket.close(code);
  }

  #tick = (): void => {
    if (!this.#socket) return;
    const now = Date.now();
    const slept = now - this.#ticked > this.#pulse.quiet + this.#pulse.quiet / 2;
    this.#ticked = now;
    if (this.#state === "connecting") {
      if (now - this.#heard >= this.#pulse.answerWithin) this.#lost(1006, "no answer");
    } else if (slept) this.ask(this.#pulse.answerSoon);
    else if (this.#asked && now - this.#asked.at >= this.#asked.within) this.#lost(1006, "silent");
    else if (now - this.#heard >= this.#pulse.quiet) this.ask(this.#pulse.answerWithin);
  };

  #nudge = (): void => {
    if (typeof document !== "undefined" && document.visibilityState === "hidden") return;
    if (this.#state === "waiting") {
      this.#attempt = 0;
      this.#connect();
    } else if (this.#state === "open") this.ask(this.#pulse.answerSoon);
  };

  /** "Offline" is only a hint: the server may run on this very machine. */
  #doubt = (): void => this.ask(this.#pulse.answerSoon);

  /** Tries again now, whatever the last refusal said. */
  retry(): void {
    if (this.#state === "waiting" || this.#state === "resting") this.#connect();
  }
}
