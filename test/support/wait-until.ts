import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY_MS = 50;
/** Far beyond what anything takes on a busy machine: a test that waits this long has failed. */
export const DEADLINE_MS = 60_000;

/**
 * Looks again and again until something is there, and returns it. A look that throws has found nothing.
 * @throws when the deadline has passed, with what was waited for and why the last look found nothing
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const givenUpAt = performance.now() + deadlineMs;
  let cause: unknown;
  do {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(LOOK_EVERY_MS);
  } while (performance.now() < givenUpAt);
  throw new Error(`waited ${deadlineMs / 1000} s in vain until ${what}`, { cause });
}
