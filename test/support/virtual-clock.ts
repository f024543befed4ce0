import type { Clock } from "../../src/platform/clock.ts";

interface Sleeper {
  dueAt: number;
  readonly wake: () => void;
}

/** Lets everything run that is ready to run: promises, and callbacks that wait for a turn of the loop. */
async function settleTurns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * A clock that stands still until it is moved. `advance` wakes sleepers one by one in the order of their
 * instants (of equal ones, the first to fall asleep first), each at its own instant and each to its end,
 * so that whoever falls asleep again on the way is woken in its turn.
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #settle: () => Promise<void>;
  #sleepers: Sleeper[] = [];

  /** @param settle waits until woken work has done what it can; by default a few turns of the event loop */
  constructor(startAt: number, settle: () => Promise<void> = settleTurns) {
    this.#now = startAt;
    this.#settle = settle;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { dueAt: this.#now + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", wake);
    });
  }

  /** The next instant at which somebody wakes; undefined when nobody sleeps. */
  nextWakeAt(): number | undefined {
    return this.#next()?.dueAt;
  }

  /** Moves time forward, waking on the way whoever is due. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#settle();
    for (let next = this.#next(); next !== undefined && next.dueAt <= until; next = this.#next()) {
      this.#now = Math.max(this.#now, next.dueAt);
      next.wake();
      await this.#settle();
    }
    this.#now = until;
  }

  /** Sets the wall clock, backwards too, as an administrator or a time server does; nobody wakes by it. */
  jumpTo(instant: number): void {
    const shift = instant - this.#now;
    this.#now = instant;
    // Sleepers wait for an amount of time, not for an instant.
    for (const sleeper of this.#sleepers) sleeper.dueAt += shift;
  }

  #next(): Sleeper | undefined {
    return this.#sleepers.reduce<Sleeper | undefined>(
      (first, other) => (first === undefined || other.dueAt < first.dueAt ? other : first),
      undefined,
    );
  }
}
