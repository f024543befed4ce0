import { NEWER_PAGE_DUE, supersededPages, unwantedBecause } from "../domain/delivery.ts";
import { MS } from "../domain/duration.ts";
import type { Incident } from "../domain/incident.ts";
import type { Message } from "../domain/message.ts";
import {
  answersTo,
  asksForAnswer,
  mayHaveArrived,
  type Notification,
} from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import { isWebhook, type Roster } from "../domain/roster.ts";
import { type NewTimelineEntry, SYSTEM } from "../domain/timeline.ts";
import { takeBackUnwanted } from "../operations/incident/take-back-pages.ts";
import { loadInForce } from "../operations/roster/load.ts";
import { listFiringTitles } from "../store/alerts.ts";
import { PAGING, type Tx } from "../store/database.ts";
import { loadIncidents } from "../store/incidents.ts";
import {
  closeUnknownAttempts,
  insertAttempts,
  loadFailures,
} from "../store/notification-attempts.ts";
import { claimDueNotifications, completeNotification } from "../store/notifications.ts";
import { insertLinks } from "../store/one-time-links.ts";
import { ensureReplyCode } from "../store/reply-codes.ts";
import { appendManyEntries } from "../store/timeline.ts";
import { composeMessage } from "./compose-message.ts";
import type { EngineContext } from "./engine-context.ts";
import { holdBack } from "./hold-back.ts";

const BATCH_MAX = 32;
/** Longer than the longest send: mail has 20 seconds, everything else 10. */
const LEASE_MS = 25 * MS.second;
/** An acknowledge link works this long. */
const LINK_VALID_MS = 12 * MS.hour;
const ALERT_TITLES_MAX = 10;

export interface Delivery {
  readonly notification: Notification;
  readonly message: Message;
}

/**
 * Leases what is due and wanted, but not on busy channels, with its message; `claimed` counts also what was
 * dropped.
 */
export async function claimDeliveries(
  engine: EngineContext,
  busy: readonly ContactMethodKind[] = [],
): Promise<{ readonly claimed: number; readonly deliveries: readonly Delivery[] }> {
  return engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const { owner } = engine;
    const claim = { now, limit: BATCH_MAX, owner, leaseMs: LEASE_MS, except: busy };
    const claimed = await claimDueNotifications(tx, claim);
    if (claimed.length === 0) return { claimed: 0, deliveries: [] };
    const incidents = await incidentsOf(tx, claimed);
    const { roster } = await loadInForce(tx);
    const wanted = await holdBack(tx, await dropUnwanted(engine, tx, claimed, incidents), {
      incidents,
      roster,
      now,
    });
    if (wanted.length === 0) return { claimed: claimed.length, deliveries: [] };
    const repeated = await recordUnknown(tx, wanted, now);
    const attempts = wanted.map(({ id: notificationId, fence }) => ({
      id: engine.newId(),
      notificationId,
      fence,
      startedAt: now,
    }));
    await insertAttempts(tx, attempts);
    const attemptIds = new Map(attempts.map(({ id, notificationId }) => [notificationId, id]));
    const messages = { incidents, roster, repeated, attemptIds, now };
    return { claimed: claimed.length, deliveries: await compose(engine, tx, wanted, messages) };
  }, PAGING);
}

/** The incidents as they are now; locked against an acknowledgement until the claim is committed. */
async function incidentsOf(
  tx: Tx,
  notifications: readonly Notification[],
): Promise<ReadonlyMap<string, Incident>> {
  const ids = [...new Set(notifications.map((notification) => notification.incidentId))].sort();
  const incidents = await loadIncidents(tx, ids, { share: true });
  return new Map(incidents.map((incident) => [incident.id, incident]));
}

async function dropUnwanted(
  engine: EngineContext,
  tx: Tx,
  claimed: readonly Notification[],
  incidents: ReadonlyMap<string, Incident>,
): Promise<readonly Notification[]> {
  const now = engine.clock.now();
  const superseded = new Set(supersededPages(claimed));
  const wanted: Notification[] = [];
  for (const notification of claimed) {
    const incident = incidents.get(notification.incidentId);
    const reason =
      incident === undefined
        ? "the incident is gone"
        : superseded.has(notification)
          ? NEWER_PAGE_DUE
          : unwantedBecause(notification, incident);
    if (reason === null) wanted.push(notification);
    else {
      const { id, fence } = notification;
      await completeNotification(tx, { id, fence, state: "cancelled", reason, at: now });
      if (incident === undefined) continue;
      // An attempt before this claim may have arrived all the same.
      await takeBackUnwanted(engine, tx, { ...notification, state: "cancelled" }, incident);
    }
  }
  return wanted;
}

/**
 * Attempts whose outcome nobody recorded: said in the timeline. Returns the notifications of which an
 * earlier try may have arrived, these among them.
 */
async function recordUnknown(
  tx: Tx,
  wanted: readonly Notification[],
  now: number,
): Promise<ReadonlySet<string>> {
  const tried = wanted.filter((notification) => notification.attempts > 1);
  if (tried.length === 0) return new Set();
  const ids = tried.map(({ id }) => id);
  const unknown = await closeUnknownAttempts(tx, ids, now);
  const entries = tried
    .filter((notification) => unknown.has(notification.id))
    .map((notification) => ({
      incidentId: notification.incidentId,
      entries: [unknownEntry(notification, now)],
    }));
  await appendManyEntries(tx, entries);
  const failures = await loadFailures(tx, ids);
  return new Set(
    failures.flatMap(({ notificationId, reason }) =>
      mayHaveArrived(reason) ? [notificationId] : [],
    ),
  );
}

function unknownEntry(notification: Notification, at: number): NewTimelineEntry {
  const { personName, channel, purpose, round, step } = notification;
  const reason = "the process ended, or took too long, before the outcome was known";
  return {
    kind: "notification.unknown",
    at,
    actor: SYSTEM,
    data: { person: personName, channel, purpose, round, step, reason },
  };
}

async function compose(
  engine: EngineContext,
  tx: Tx,
  wanted: readonly Notification[],
  known: {
    readonly incidents: ReadonlyMap<string, Incident>;
    readonly roster: Roster;
    readonly repeated: ReadonlySet<string>;
    /** By the notification's id. */
    readonly attemptIds: ReadonlyMap<string, string>;
    readonly now: number;
  },
): Promise<readonly Delivery[]> {
  const expiresAt = known.now + LINK_VALID_MS;
  await insertLinks(
    tx,
    wanted
      .filter((notification) => isAnswerable(notification, known.roster))
      .map((notification) => ({
        id: notification.id,
        purpose: "acknowledge",
        incidentId: notification.incidentId,
        personId: notification.personId,
        role: notification.role,
        expiresAt,
      })),
  );
  const replyCodes = await replyCodesFor(tx, wanted, known.now);
  const titles = await listFiringTitles(tx, [...known.incidents.keys()], ALERT_TITLES_MAX);
  return wanted.flatMap((notification) => {
    const incident = known.incidents.get(notification.incidentId);
    if (incident === undefined) return [];
    const link = isAnswerable(notification, known.roster)
      ? { id: notification.id, expiresAt }
      : undefined;
    const message = composeMessage(notification, {
      incident,
      roster: known.roster,
      alertTitles: titles.get(incident.id) ?? [],
      now: known.now,
      incidentUrl: engine.incidentUrl(incident.number),
      acknowledgeUrl: link === undefined ? undefined : engine.acknowledgeUrl(link),
      callbackUrl: link === undefined ? undefined : engine.callbackUrl(notification.channel, link),
      mayRepeat: known.repeated.has(notification.id),
      attemptId: known.attemptIds.get(notification.id) ?? "",
      replyCode: replyCodes.get(notification.id),
    });
    return [{ notification, message }];
  });
}

/** A program is told, and answers nothing: it has no right to, and nobody would have it. */
function isAnswerable({ purpose, personId }: Notification, roster: Roster): boolean {
  return asksForAnswer(purpose) && !isWebhook(roster, personId);
}

/** By the notification's id: what a reply to it names, on the one channel that is replied to by text. */
async function replyCodesFor(
  tx: Tx,
  wanted: readonly Notification[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  for (const notification of wanted) {
    const { id, channel, purpose, address, incidentId, personId, role } = notification;
    if (channel !== "sms" || answersTo(purpose).length === 0) continue;
    codes.set(id, await ensureReplyCode(tx, { address, incidentId, personId, role, now }));
  }
  return codes;
}
