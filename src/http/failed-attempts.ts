/** Counts failed authentications per client address. */

import { attemptKey } from "./client-address.ts";

const WINDOW_MS = 60_000;
const FAILURES_MAX = 20;
const ADDRESSES_MAX = 10_000;

/**
 * After 20 failures within a minute an address is told to wait. Good credentials always pass: they are 256
 * random bits, which no number of tries finds, and a limit that refused them would let one broken script
 * lock the responders behind the same address out of an incident.
 */
export class FailedAttempts {
  readonly #windowMs: number;
  readonly #failuresMax: number;
  readonly #windows = new Map<string, { startedAt: number; failures: number }>();

  constructor({ windowMs = WINDOW_MS, failuresMax = FAILURES_MAX } = {}) {
    this.#windowMs = windowMs;
    this.#failuresMax = failuresMax;
  }

  /** Notes a failure. @returns seconds to wait before the next try; 0 while the limit is not reached */
  record(address: string, now: number): number {
    const key = attemptKey(address);
    let window = this.#windows.get(key);
    if (
      window === undefined ||
      now - window.startedAt >= this.#windowMs ||
      now < window.startedAt
    ) {
      this.#windows.delete(key);
      this.#makeRoom();
      window = { startedAt: now, failures: 0 };
      this.#windows.set(key, window);
    }
    window.failures += 1;
    if (window.failures <= this.#failuresMax) return 0;
    return Math.max(1, Math.ceil((window.startedAt + this.#windowMs - now) / 1000));
  }

  /** The oldest window goes: a map keeps the order of insertion. */
  #makeRoom(): void {
    if (this.#windows.size < ADDRESSES_MAX) return;
    for (const oldest of this.#windows.keys()) {
      this.#windows.delete(oldest);
      return;
    }
  }
}
