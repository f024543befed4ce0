/** Time, as a port: production reads the machine's, simulations and tests move their own. */

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Resolves after `ms`, or as soon as the signal aborts; never rejects, so ask the signal which it was.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** `setTimeout` fires at once when given more (Node: TimeoutOverflowWarning). */
const TIMER_MS_MAX = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // Against the monotonic clock: the wall clock may be set while we sleep.
    const endsAt = performance.now() + ms;
    let leftMs = ms;
    while (leftMs > 0 && signal?.aborted !== true) {
      await timer(Math.min(leftMs, TIMER_MS_MAX), signal);
      leftMs = endsAt - performance.now();
    }
  },
};

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(handle);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const handle = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
