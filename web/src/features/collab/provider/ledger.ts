/**
 * Counts a client's edits from the key press to the acknowledgement, for one document.
 *
 * An edit waits, then travels in a message, then is acknowledged with it. When the connection ends
 * everything not acknowledged waits again: the next connection's sync step 2 carries it.
 */
export class Ledger {
  #waiting = 0;
  #messages: number[] = [];
  #acknowledged = 0;

  /** Edits that the document log has not acknowledged. */
  get edits(): number {
    return this.#waiting + this.#messages.reduce((sum, edits) => sum + edits, 0);
  }

  /** Messages that carry updates and were not answered yet. */
  get inFlight(): number {
    return this.#messages.length;
  }

  /** True when nothing is waiting and every message sent was acknowledged. */
  get settled(): boolean {
    return this.#waiting === 0 && this.#messages.length === 0;
  }

  edited(edits: number): void {
    this.#waiting += edits;
  }

  /** A message went out that carries all waiting edits. */
  sent(): void {
    this.#messages.push(this.#waiting);
    this.#waiting = 0;
  }

  /** The first `messages` messages of this connection are durable. */
  acknowledged(messages: number): void {
    this.#messages.splice(0, messages - this.#acknowledged);
    this.#acknowledged = Math.max(this.#acknowledged, messages);
  }

  disconnected(): void {
    this.#waiting = this.edits;
    this.#messages = [];
    this.#acknowledged = 0;
  }
}
