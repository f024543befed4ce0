/** What is in force right now, to be asked with every decision: one query, and nothing of any size. */

import { assert } from "../domain/assert.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface VersionsInForce {
  /** Undefined before the first playbook was activated. */
  readonly playbookHash: string | undefined;
  /** Another one after each change of people, how to reach them, or overrides. */
  readonly rosterVersion: string;
  /** Another one after each change of silences, maintenance windows, and the playbook in force. */
  readonly silenceVersion: string;
  /** Another one after each change of which alerts feed heartbeats; undefined while none ever did. */
  readonly feedVersion: string | undefined;
}

/** The setting that has it. */
export const FEED_VERSION = "heartbeat-feed-version";

const select = defineStatement<{
  hash: string | null;
  version: string;
  silences: string;
  feed: string | null;
}>(
  `select version, (select version from silence_version) as silences, (select hash from playbook where activation is not null
     order by activation desc limit 1) as hash,
     (select value from setting where key = '${FEED_VERSION}') as feed
   from roster_version`,
);

export async function loadVersionsInForce(tx: Tx): Promise<VersionsInForce> {
  const [row] = await select(tx);
  assert(row !== undefined, "there is a version of the roster");
  return {
    playbookHash: row.hash ?? undefined,
    rosterVersion: row.version,
    silenceVersion: row.silences,
    feedVersion: row.feed ?? undefined,
  };
}

/** What a look at the roster remembers, to know whether it has changed since. */
export function seenText({ playbookHash, rosterVersion }: VersionsInForce): string {
  return `${rosterVersion} ${playbookHash ?? ""}`;
}
