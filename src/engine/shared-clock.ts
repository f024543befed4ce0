/**
 * One clock for all replicas: on PostgreSQL the database's, followed by this machine's between readings;
 * on SQLite, whose only user is this process, this machine's.
 */

import type { Clock } from "../platform/clock.ts";
import type { Database } from "../store/database.ts";

/** How long this machine's clock may run by itself. */
const READING_VALID_MS = 5000;

export interface SharedClock {
  now(): number;
  /** Reads the database's time when the last reading is old. */
  follow(): Promise<void>;
}

export function createSharedClock(database: Database, local: Clock): SharedClock {
  let offsetMs = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    now: () => local.now() + offsetMs,
    async follow() {
      if (database.dialect === "sqlite" || Math.abs(local.now() - readAt) < READING_VALID_MS)
        return;
      const before = local.now();
      const theirs = await database.now();
      const after = local.now();
      // The reading was taken somewhere between asking and hearing: the middle is off by half of it at most.
      offsetMs = theirs - Math.round((before + after) / 2);
      readAt = after;
    },
  };
}
