/** Which alerts are pings of heartbeats: read when that has changed, and asked for each alert that is not known already. */

import type { AlertEvent } from "../../domain/alert.ts";
import { feeds } from "../../domain/heartbeat.ts";
import { type Feed, listFeeds } from "../../store/heartbeats.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import type { Tx } from "../../store/schema.ts";

/** Of few databases at once; a version is never that of other feeds. */
const KEPT_MAX = 4;
const kept = new LeastRecentlyUsed<string, readonly Feed[]>(KEPT_MAX);

/** @param version read in the same transaction, with all else that is in force */
export async function loadFeeds(tx: Tx, version: string): Promise<readonly Feed[]> {
  const known = kept.get(version);
  if (known !== undefined) return known;
  const found = await listFeeds(tx);
  kept.set(version, found);
  return found;
}

/** The heartbeat that an event is a ping of. An end is none, and goes the way of all alerts. */
export function heartbeatFedBy(
  { action, labels }: Pick<AlertEvent, "action" | "labels">,
  all: readonly Feed[],
): string | undefined {
  if (action !== "trigger") return undefined;
  return all.find(({ fedBy }) => feeds(labels, fedBy))?.heartbeatId;
}
