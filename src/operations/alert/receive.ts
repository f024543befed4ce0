/**
 * Takes alerts in: receipts, alerts and what they do to incidents, in one transaction. When it returns,
 * everything is on disk.
 */

import { createHash } from "node:crypto";
import {
  type Alert,
  type AlertChange,
  type AlertEvent,
  type FoldedAlert,
  foldAlert,
  isOnlyHeardAgain,
} from "../../domain/alert.ts";
import { assert } from "../../domain/assert.ts";
import { lockAlertVersions, renewAlertVersion } from "../../store/alert-versions.ts";
import { loadAlerts, noteHeard, saveAlerts } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { unfinishedAmong } from "../../store/incidents.ts";
import { insertReceipts, receiptsOf } from "../../store/receipts.ts";
import type { OperationContext } from "../context.ts";
import { applyToIncidents, type ChangedAlert, UNPARSED_GROUP_KEY } from "./apply-to-incidents.ts";
import { type Learnt, StandingAlerts } from "./standing-alerts.ts";

/** One request of a sender, parsed by its integration. */
export interface ReceivedRequest {
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly team: string | null;
  };
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly truncated: boolean;
  readonly events: readonly AlertEvent[];
  readonly unparsed: readonly { readonly reason: string; readonly excerpt: string }[];
}

/**
 * Stores a batch of requests and lets their alerts act. All or nothing.
 * @param standing what this process remembers; without it everything is looked up
 */
export async function receiveAlerts(
  context: OperationContext,
  requests: readonly ReceivedRequest[],
  standing = new StandingAlerts(),
): Promise<void> {
  const learnt = await context.database.transaction(async (tx) => {
    const receivedAt = context.clock.now();
    const byIntegration = Map.groupBy(requests, (request) => request.integration.id);
    const { newId } = context;
    for (const [integrationId, received] of byIntegration) {
      await insertReceipts(tx, receiptsOf(received, { integrationId, receivedAt, newId }));
    }
    const versions = await lockAlertVersions(tx, [...byIntegration.keys()], newId);
    const all: Learnt[] = [];
    for (const [integrationId, received] of byIntegration) {
      const version = versions.get(integrationId);
      assert(version !== undefined, "every integration's alerts have a version");
      const batch = { received, receivedAt, version };
      all.push(await receiveFrom(context, tx, batch, standing));
    }
    return all;
  });
  for (const one of learnt) standing.learn(one);
}

interface ReceivedBatch {
  readonly received: readonly ReceivedRequest[];
  readonly receivedAt: number;
  /** Of the integration's alerts, before this batch. */
  readonly version: string;
}

async function receiveFrom(
  context: OperationContext,
  tx: Tx,
  { received, receivedAt, version }: ReceivedBatch,
  standing: StandingAlerts,
): Promise<Learnt> {
  const integration = received[0]?.integration;
  assert(integration !== undefined, "a batch holds a request");
  const integrationId = integration.id;
  const events = received.flatMap((request) =>
    request.unparsed.length === 0
      ? request.events
      : [...request.events, ...request.unparsed.map(unparsedEvent)],
  );
  const { known, rest } = await divide(tx, events, (event) =>
    standing.knownReport(integrationId, version, event),
  );
  const keys = [...new Set(rest.map((event) => event.dedupKey))];
  const stored = await loadAlerts(tx, integrationId, keys);
  const { touched, changed } = foldAll(context, stored, rest, { integrationId, receivedAt });
  await noteHeard(tx, [
    ...[...known].map(([dedupKey, count]) => ({ integrationId, dedupKey, receivedAt, count })),
    ...touched.map(({ alert, before }) => ({
      integrationId,
      dedupKey: alert.dedupKey,
      receivedAt: alert.lastReceivedAt,
      count: alert.receivedCount - before.receivedCount,
    })),
  ]);
  const heardAgain = touched.map(({ alert }) => alert);
  if (changed.length === 0) return { integrationId, version, alerts: heardAgain };
  const placed = await applyToIncidents(context, tx, { integration, changed });
  await saveAlerts(tx, placed);
  const newVersion = context.newId();
  await renewAlertVersion(tx, integrationId, newVersion);
  return { integrationId, version, newVersion, alerts: [...heardAgain, ...placed] };
}

interface Divided {
  /** Keys of which every event says what is known, and how many do. */
  readonly known: ReadonlyMap<string, number>;
  readonly rest: readonly AlertEvent[];
}

/** Finds the events that concern nothing but counts: reports of what is known, of incidents not over. */
async function divide(
  tx: Tx,
  events: readonly AlertEvent[],
  knownReport: (event: AlertEvent) => Alert | undefined,
): Promise<Divided> {
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
  const incidentIds = new Set([...known.values()].flatMap(({ incidentId }) => incidentId ?? []));
  const unfinished = await unfinishedAmong(tx, [...incidentIds]);
  const counts = new Map<string, number>();
  for (const [key, { count, incidentId }] of known) {
    if (incidentId !== null && unfinished.has(incidentId)) counts.set(key, count);
  }
  const isRest = ({ dedupKey }: AlertEvent): boolean => !counts.has(dedupKey);
  return { known: counts, rest: events.filter(isRest) };
}

interface Folding {
  /** As it stood when this batch began. */
  readonly before: Alert | undefined;
  alert: Alert;
  readonly changes: AlertChange[];
}

/** An alert of which nothing is to be stored but that, and when, it was heard of again. */
interface TouchedAlert {
  readonly before: Alert;
  readonly alert: Alert;
}

function foldAll(
  context: OperationContext,
  known: ReadonlyMap<string, Alert>,
  events: readonly AlertEvent[],
  receipt: { readonly integrationId: string; readonly receivedAt: number },
): { readonly touched: readonly TouchedAlert[]; readonly changed: readonly ChangedAlert[] } {
  const foldings = new Map<string, Folding>();
  for (const event of events) {
    const folding = foldings.get(event.dedupKey);
    const before = folding?.alert ?? known.get(event.dedupKey);
    const newId = before === undefined ? context.newId() : "";
    const folded: FoldedAlert = foldAlert(before, event, { ...receipt, newId });
    if (folding === undefined) {
      foldings.set(event.dedupKey, { before, alert: folded.alert, changes: [folded.change] });
    } else {
      folding.alert = folded.alert;
      folding.changes.push(folded.change);
    }
  }
  const touched: TouchedAlert[] = [];
  const changed: ChangedAlert[] = [];
  for (const { before, alert, changes } of foldings.values()) {
    const isTouch = before !== undefined && changes.every(concernsNoIncident);
    if (isTouch && isOnlyHeardAgain(before, alert)) touched.push({ before, alert });
    else changed.push({ alert, before, changes });
  }
  return { touched, changed };
}

function concernsNoIncident(change: AlertChange): boolean {
  return change === "repeated" || change === "stale";
}

/** What could not be understood becomes an alert of its own, the same for the same damage. */
function unparsedEvent(unparsed: {
  readonly reason: string;
  readonly excerpt: string;
}): AlertEvent {
  const digest = createHash("sha256").update(unparsed.reason).update(unparsed.excerpt);
  return {
    action: "trigger",
    dedupKey: `unparsed:${digest.digest("hex").slice(0, 32)}`,
    groupKey: UNPARSED_GROUP_KEY,
    title: `Unparsed alert: ${unparsed.reason}`,
    labels: {},
    annotations: { excerpt: unparsed.excerpt },
  };
}
