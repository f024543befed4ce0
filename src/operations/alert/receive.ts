/**
 * Takes alerts in: receipts, alerts and what they do to incidents, in one transaction. When it returns,
 * everything is on disk.
 */

import { createHash } from "node:crypto";
import {
  type Alert,
  type AlertChange,
  type AlertEvent,
  isOnlyHeardAgain,
  UNPARSED_GROUP_KEY,
} from "../../domain/alert.ts";
import { assert } from "../../domain/assert.ts";
import { type FlappingRule, flappingRule } from "../../domain/flapping.ts";
import { type DampedAlert, type FoldingScope, foldDamped } from "../../domain/fold-damped.ts";
import { noteHeard } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { insertReceipts, receiptsOf } from "../../store/receipts.ts";
import { together } from "../../store/together.ts";
import type { OperationContext } from "../context.ts";
import { heartbeatFedBy, loadFeeds } from "../heartbeat/feeds.ts";
import { hearWithin } from "../heartbeat/hear.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { applyToIncidents, type ChangedAlert } from "./apply-to-incidents.ts";
import { type LookedUp, lookUp } from "./look-up.ts";
import { saveApplied } from "./save-applied.ts";
import { type Learnt, StandingAlerts } from "./standing-alerts.ts";

/** From so many on, another thread saves more than handing the work over costs. */
const HEAVY_EVENTS = 500;

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
  /** Method and address below the sender's API, where it has several. */
  readonly target?: string;
  /** The id of the receipt, where the sender was told one to ask by. */
  readonly receiptId?: string;
  readonly events: readonly AlertEvent[];
  readonly unparsed: readonly { readonly reason: string; readonly excerpt: string }[];
}

/** How a batch is received. */
export interface ReceiveOptions {
  /** What this process remembers; without it everything is looked up. */
  readonly standing?: StandingAlerts;
  /** Called when the database has been asked for everything but the commit. */
  readonly onAsked?: () => void;
}

/** Stores a batch of requests and lets their alerts act. All or nothing. */
export async function receiveAlerts(
  context: OperationContext,
  requests: readonly ReceivedRequest[],
  { standing = new StandingAlerts(), onAsked }: ReceiveOptions = {},
): Promise<void> {
  const byIntegration = [...Map.groupBy(requests, (request) => request.integration.id)];
  // In the order of ids, so that two processes never wait for each other.
  byIntegration.sort(([a], [b]) => (a < b ? -1 : 1));
  const events = requests.reduce((sum, request) => sum + request.events.length, 0);
  const isHeavy = events >= HEAVY_EVENTS;
  const receive = async (tx: Tx): Promise<readonly Learnt[]> => {
    const now = context.clock.now();
    const all: Learnt[] = [];
    const fed = new Set<string>();
    for (const [, received] of byIntegration) {
      all.push(await receiveFrom(context, tx, { received, now, fed }, standing));
    }
    await feedHeartbeats(context, tx, fed);
    onAsked?.();
    return all;
  };
  const learnt = await context.database.transaction(receive, { isHeavy });
  for (const one of learnt) standing.learn(one);
}

/** The same for what Tocsin itself has to report, in the transaction of whoever found it out. */
export async function receiveWithin(
  context: OperationContext,
  tx: Tx,
  request: ReceivedRequest,
): Promise<void> {
  const now = context.clock.now();
  const received = { received: [request], now, fed: new Set<string>() };
  await receiveFrom(context, tx, received, new StandingAlerts());
}

/**
 * Lets heartbeats hear of the alerts that are their pings. Behind all that was received, and in the order of
 * ids, so that nobody who holds one of them waits for somebody who waits for it.
 */
async function feedHeartbeats(
  context: OperationContext,
  tx: Tx,
  heartbeatIds: ReadonlySet<string>,
): Promise<void> {
  for (const id of [...heartbeatIds].sort()) {
    const report = await hearWithin(context, tx, { by: { id }, signal: "success" });
    if (report?.request !== undefined) await receiveWithin(context, tx, report.request);
  }
}

interface Received {
  /** Of one integration. */
  readonly received: readonly ReceivedRequest[];
  readonly now: number;
  /** Takes the heartbeats that were heard. */
  readonly fed: Set<string>;
}

async function receiveFrom(
  context: OperationContext,
  tx: Tx,
  { received, now, fed }: Received,
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
  const receipt = { integrationId, receivedAt: now };
  const receipts = receiptsOf(received, { ...receipt, newId: context.newId });
  const [found] = await together(tx, (tx) =>
    Promise.all([
      lookUp(context, tx, { integrationId, events, now }, standing),
      // Behind the look-up: the bodies are written while its answer is decided on.
      insertReceipts(tx, receipts),
    ]),
  );
  const { version, known, stored } = found;
  const rest = await withoutPings(tx, found, fed);
  const flapping = await flappingInForce(tx, found);
  const { touched, changed } = foldAll(context, stored, rest, { ...receipt, flapping });
  await noteHeard(tx, [
    ...[...known].map(([dedupKey, { count }]) => ({ ...receipt, dedupKey, count })),
    ...touched.map(({ alert, before }) => ({
      integrationId,
      dedupKey: alert.dedupKey,
      receivedAt: alert.lastReceivedAt,
      count: alert.receivedCount - before.receivedCount,
    })),
  ]);
  const heardAgain = touched.map(({ alert }) => alert);
  if (changed.length === 0) return { integrationId, version, alerts: heardAgain };
  const applied = await applyToIncidents(context, tx, { integration, changed, now, ...found });
  const newIds = new Set(changed.flatMap(({ alert, before }) => (before ? [] : [alert.id])));
  const newVersion = await saveApplied(context, tx, integrationId, { applied, newIds });
  return { integrationId, version, newVersion, alerts: [...heardAgain, ...applied.alerts] };
}

/** Undefined where nothing is damped. */
async function flappingInForce(
  tx: Tx,
  { inForce }: Pick<LookedUp, "inForce">,
): Promise<FlappingRule | undefined> {
  if (inForce?.playbookHash === undefined) return undefined;
  return flappingRule(await loadPinnedPlaybook(tx, inForce.playbookHash));
}

/** Without what feeds a heartbeat, which is no alert: its absence is. */
async function withoutPings(
  tx: Tx,
  { rest, inForce }: Pick<LookedUp, "rest" | "inForce">,
  fed: Set<string>,
): Promise<readonly AlertEvent[]> {
  if (inForce?.feedVersion === undefined) return rest;
  const feeds = await loadFeeds(tx, inForce.feedVersion);
  if (feeds.length === 0) return rest;
  return rest.filter((event) => {
    const heartbeatId = heartbeatFedBy(event, feeds);
    if (heartbeatId !== undefined) fed.add(heartbeatId);
    return heartbeatId === undefined;
  });
}

interface Folding {
  /** As it stood when this batch began. */
  readonly before: Alert | undefined;
  alert: Alert;
  readonly changes: AlertChange[];
  readonly notes: string[];
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
  scope: Omit<FoldingScope, "newId">,
): { readonly touched: readonly TouchedAlert[]; readonly changed: readonly ChangedAlert[] } {
  const foldings = new Map<string, Folding>();
  for (const event of events) {
    const folding = foldings.get(event.dedupKey);
    const before = folding?.alert ?? known.get(event.dedupKey);
    const newId = before === undefined ? context.newId() : "";
    const folded = foldDamped(before, event, { ...scope, newId });
    if (folding === undefined) {
      const changes = [folded.change];
      const notes = notesOf(event, folded);
      foldings.set(event.dedupKey, { before, alert: folded.alert, changes, notes });
    } else {
      folding.alert = folded.alert;
      folding.changes.push(folded.change);
      folding.notes.push(...notesOf(event, folded));
    }
  }
  const touched: TouchedAlert[] = [];
  const changed: ChangedAlert[] = [];
  for (const { before, alert, changes, notes } of foldings.values()) {
    const isTouch = before !== undefined && notes.length === 0 && changes.every(concernsNoIncident);
    if (isTouch && isOnlyHeardAgain(before, alert)) touched.push({ before, alert });
    else changed.push({ alert, before, changes, notes });
  }
  return { touched, changed };
}

/** A report that is repeated repeats its note too: it counts with the first one. */
function notesOf({ action, note }: AlertEvent, { change, note: ours }: DampedAlert): string[] {
  const isNew = note !== undefined && (action !== "trigger" || change === "fired");
  return [...(isNew ? [note] : []), ...(ours === undefined ? [] : [ours])];
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
