/** When to try again and when to doubt a quiet socket: the times of a connection, all in milliseconds. */

export interface Pulse {
  /** The first pause before a new attempt; it doubles each time, with jitter. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Silence after which the client asks whether the server is still there. */
  readonly quiet: number;
  /** Silence after such a question that ends the connection. */
  readonly answerWithin: number;
  /** The same where there is reason to doubt: the network changed, or the machine slept. */
  readonly answerSoon: number;
}

export const usualPulse: Pulse = {
  firstRetry: 300,
  longestRetry: 15_000,
  quiet: 15_000,
  answerWithin: 15_000,
  answerSoon: 4_000,
};

/** Between half and all of the doubled pause, so that clients of a restarted server spread out. */
export function pauseBefore(attempt: number, pulse: Pulse, random: number): number {
  const full = Math.min(pulse.longestRetry, pulse.firstRetry * 2 ** Math.min(attempt, 16));
  return Math.round(full * (0.5 + random / 2));
}
