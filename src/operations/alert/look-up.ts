/** What a batch of events is decided by: which of them say something new, and what is stored of those. */

import type { Alert, AlertEvent } from "../../domain/alert.ts";
import { assert } from "../../domain/assert.ts";
import { REOPENS_WITHIN_MS } from "../../domain/next-due.ts";
import { STORM_GROUP_KEY } from "../../domain/storm.ts";
import { insertAlertVersion, lockAlertVersion } from "../../store/alert-versions.ts";
import { loadAlerts } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import {
  type GroupIncident,
  loadOpenIncidentsByGroup,
  unfinishedAmong,
} from "../../store/incidents.ts";
import { together } from "../../store/together.ts";
import { loadVersionsInForce, type VersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { regroup } from "./regroup.ts";
import type { StandingAlerts } from "./standing-alerts.ts";

export interface EventBatch {
  readonly integrationId: string;
  readonly events: readonly AlertEvent[];
  readonly now: number;
}

interface Division {
  /** Keys of which every event only says again what is known: how many do, and where the alert belongs. */
  readonly known: ReadonlyMap<
    string,
    { readonly count: number; readonly incidentId: string | null }
  >;
  readonly rest: readonly AlertEvent[];
}

export interface LookedUp extends Division {
  /** Of the integration's alerts, which nobody else changes until the transaction ends. */
  readonly version: string;
  /** The alerts of the rest's keys, by their dedup key. */
  readonly stored: ReadonlyMap<string, Alert>;
  /** The incidents that what fires in the rest joins or reopens, and the storm's, locked. */
  readonly incidents: readonly GroupIncident[];
  /** Undefined when there is nothing to decide on. */
  readonly inForce: VersionsInForce | undefined;
}

/** Trusts what is remembered where it still stands. Everything is asked for at once. */
export async function lookUp(
  context: OperationContext,
  tx: Tx,
  batch: EventBatch,
  standing: StandingAlerts,
): Promise<LookedUp> {
  const { integrationId } = batch;
  const remembered = standing.of(integrationId);
  const assumed = regroup(standing.playbook, batch.events);
  const found = await ask(tx, batch, divide(assumed, remembered.knownReport));
  const { version } = found;
  const isRight = found.known.size === 0 || version === remembered.version;
  const events = await groupedInForce(tx, { found, batch, assumed }, standing);
  const isGroupedRight = events === assumed;
  if (version !== undefined && isRight && found.allUnfinished && isGroupedRight)
    return { ...found, version };
  if (version === undefined) await insertAlertVersion(tx, integrationId, context.newId());
  const again = await ask(tx, batch, { known: new Map(), rest: events });
  assert(again.version !== undefined, "alerts have a version once they were given one");
  return { ...again, version: again.version };
}

/** The events as the playbook in force groups them: `assumed` itself, where it does so as was assumed. */
async function groupedInForce(
  tx: Tx,
  asked: {
    readonly found: Answers;
    readonly batch: EventBatch;
    readonly assumed: readonly AlertEvent[];
  },
  standing: StandingAlerts,
): Promise<readonly AlertEvent[]> {
  const hash = asked.found.inForce?.playbookHash;
  if (hash === undefined || hash === standing.playbook?.hash) return asked.assumed;
  const playbook = await loadPinnedPlaybook(tx, hash);
  standing.playbook = playbook;
  const events = regroup(playbook, asked.batch.events);
  const isSame = events.every((event, index) => event.groupKey === asked.assumed[index]?.groupKey);
  return isSame ? asked.assumed : events;
}

type Answers = Omit<LookedUp, "version"> & {
  readonly version: string | undefined;
  /** Whether the incidents of what is known are neither resolved nor closed. */
  readonly allUnfinished: boolean;
};

async function ask(
  tx: Tx,
  { integrationId, now }: EventBatch,
  division: Division,
): Promise<Answers> {
  const { known, rest } = division;
  const ids = new Set([...known.values()].flatMap(({ incidentId }) => incidentId ?? []));
  const keys = new Set(rest.map(({ dedupKey }) => dedupKey));
  // Only what fires joins a group's incident; what ends acts on the one it belongs to.
  const triggers = rest.filter(({ action }) => action === "trigger");
  const groups = new Set(triggers.map(({ groupKey }) => groupKey)).add(STORM_GROUP_KEY);
  const options = { resolvedSince: now - REOPENS_WITHIN_MS, lock: true };
  const [version, unfinished, stored, incidents, inForce] = await together(tx, (tx) =>
    Promise.all([
      // First, so that what follows is as it stands under the lock.
      lockAlertVersion(tx, integrationId),
      unfinishedAmong(tx, [...ids]),
      loadAlerts(tx, integrationId, [...keys]),
      triggers.length === 0
        ? []
        : loadOpenIncidentsByGroup(tx, integrationId, [...groups], options),
      rest.length === 0 ? undefined : loadVersionsInForce(tx),
    ]),
  );
  const allUnfinished = unfinished.size === ids.size;
  return { ...division, version, allUnfinished, stored, incidents, inForce };
}

/** Finds the events that concern nothing but counts, as far as what is remembered still stands. */
function divide(
  events: readonly AlertEvent[],
  knownReport: (event: AlertEvent) => Alert | undefined,
): Division {
  const known = new Map<string, { count: number; readonly incidentId: string | null }>();
  const others = new Set<string>();
  for (const event of events) {
    if (others.has(event.dedupKey)) continue;
    const alert = knownReport(event);
    const so = known.get(event.dedupKey);
    if (alert === undefined) {
      others.add(event.dedupKey);
      known.delete(event.dedupKey);
    } else if (so === undefined) {
      known.set(event.dedupKey, { count: 1, incidentId: alert.incidentId });
    } else so.count += 1;
  }
  if (known.size === 0) return { known, rest: events };
  return { known, rest: events.filter(({ dedupKey }) => others.has(dedupKey)) };
}
