/**
 * Notices to people about no incident, and their outbox. `pending` may be claimed from `claim_at` on,
 * `sending` again when its lease has run out: then it is sent once more, and says so. A try that lost its
 * lease cannot end the notice any more, because the number of tries has grown.
 */

import type { Notice } from "../domain/message.ts";
import type { AfterNotice } from "../domain/notice-delivery.ts";
import { mayHaveArrived } from "../domain/notification.ts";
import type { ContactMethod } from "../domain/person.ts";
import type { NoticeRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface StoredNotice {
  readonly id: string;
  readonly personId: string;
  readonly notice: Notice;
  /** The one way that it goes over, be it its person's or not; without one, whichever takes it. */
  readonly over?: Pick<ContactMethod, "kind" | "address">;
  /** How often it was claimed. */
  readonly attempts: number;
  /** An earlier try may have arrived. */
  readonly mayRepeat: boolean;
}

export type NewNotice = Pick<StoredNotice, "id" | "personId" | "notice" | "over">;

/** Stores notices that are due now. */
export async function insertNotices(
  tx: Tx,
  notices: readonly NewNotice[],
  now: number,
): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(
    ({ id, personId, notice, over }): NoticeRow => ({
      id,
      kind: notice.kind,
      person_id: personId,
      headline: notice.headline,
      body: notice.text,
      channel: over?.kind ?? null,
      address: over?.address ?? null,
      state: "pending",
      claim_at: now,
      attempts: 0,
      lease_owner: null,
      created_at: now,
      ended_at: null,
      last_reason: null,
    }),
  );
  await tx.insertInto("notice").values(rows).execute();
}

type ClaimedRow = Pick<
  NoticeRow,
  | "id"
  | "kind"
  | "person_id"
  | "headline"
  | "body"
  | "channel"
  | "address"
  | "attempts"
  | "last_reason"
>;

const DUE = "select id from notice where claim_at <= $1 order by claim_at limit $2";
const CLAIM = `update notice set state = 'sending', attempts = attempts + 1, lease_owner = $3,
    claim_at = $4, last_reason = case state when 'sending' then 'outcome-unknown' else '' end`;
const CLAIMED =
  "returning id, kind, person_id, headline, body, channel, address, attempts, last_reason";
const claimRows = defineStatement<ClaimedRow>({
  sqlite: `${CLAIM} where id in (${DUE}) ${CLAIMED}`,
  postgres: `${CLAIM} where id in (${DUE} for no key update skip locked) ${CLAIMED}`,
});

/** Leases what is due. */
export async function claimNotices(
  tx: Tx,
  claim: {
    readonly now: number;
    readonly limit: number;
    /** Which process claims, for people who look into the table. */
    readonly owner: string;
    readonly leaseMs: number;
  },
): Promise<StoredNotice[]> {
  const { now, limit, owner, leaseMs } = claim;
  const rows = await claimRows(tx, now, limit, owner, now + leaseMs);
  // As they were made: the databases return changed rows in any order.
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return rows.map(fromRow);
}

function fromRow(row: ClaimedRow): StoredNotice {
  const { channel: kind, address } = row;
  return {
    id: row.id,
    personId: row.person_id,
    notice: { kind: row.kind, headline: row.headline, text: row.body },
    ...(kind === null || address === null ? {} : { over: { kind, address } }),
    attempts: row.attempts,
    mayRepeat: mayHaveArrived(row.last_reason ?? ""),
  };
}

/** Ends a claim that is made again later, as if it had not been made. */
export async function holdNotice(
  tx: Tx,
  { id, attempts }: Pick<StoredNotice, "id" | "attempts">,
  { until, reason }: { readonly until: number; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable("notice")
    .set({
      state: "pending",
      claim_at: until,
      attempts: attempts - 1,
      lease_owner: null,
      last_reason: reason,
    })
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("state", "=", "sending")
    .execute();
}

/** Ends a try. False, and nothing changed, when somebody else has claimed the notice since. */
export async function completeNotice(
  tx: Tx,
  { id, attempts }: Pick<StoredNotice, "id" | "attempts">,
  { after, at }: { readonly after: AfterNotice; readonly at: number },
): Promise<boolean> {
  const completed = await tx
    .updateTable("notice")
    .set({
      state: after.state,
      claim_at: after.state === "pending" ? after.dueAt : null,
      lease_owner: null,
      ended_at: after.state === "pending" ? null : at,
      last_reason: after.state === "delivered" ? null : after.reason,
    })
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("state", "=", "sending")
    .returning("id")
    .execute();
  return completed.length === 1;
}

/** What providers know a try by; a report of theirs names it. */
export function noticeAttemptId(id: string, attempts: number): string {
  return `${id}-${attempts}`;
}

/** The notice that a provider's name for a try is of, if it is of any. */
export function noticeOfAttempt(attemptId: string): string {
  return attemptId.replace(/-\d+$/u, "");
}

const SELECT_TEST = `select id, channel, state from notice
  where id = $1 and id || '-' || attempts = $2 and kind = 'test'
    and state in ('sending', 'delivered')`;
const selectTest = defineStatement<Pick<NoticeRow, "id" | "channel" | "state">>({
  sqlite: SELECT_TEST,
  postgres: `${SELECT_TEST} for no key update`,
});
const failRow = defineStatement<{ id: string }>(
  `update notice set state = 'failed', claim_at = null, lease_owner = null, ended_at = $2,
     last_reason = $3
   where id = $1 returning id`,
);

/**
 * A test page did not arrive, as its provider says of one try. Undefined when it is no try of a test page,
 * not the last one, or known to have failed.
 */
export async function failTestNotice(
  tx: Tx,
  attemptId: string,
  failure: { readonly at: number; readonly reason: string },
): Promise<
  | {
      readonly id: string;
      readonly channel: ContactMethod["kind"];
      /** As far as was known. */
      readonly wasDelivered: boolean;
    }
  | undefined
> {
  const [row] = await selectTest(tx, noticeOfAttempt(attemptId), attemptId);
  if (row === undefined || row.channel === null) return undefined;
  await failRow(tx, row.id, failure.at, failure.reason);
  return { id: row.id, channel: row.channel, wasDelivered: row.state === "delivered" };
}

const selectNextDueAt = defineStatement<{ claim_at: number | null }>(
  "select min(claim_at) as claim_at from notice where claim_at is not null",
);

/** When the next notice can be claimed; null when there is none. */
export async function nextNoticeDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextDueAt(tx);
  return row?.claim_at ?? null;
}

const selectPaged = defineStatement<{ incident_id: string; person_id: string }>(
  `select distinct n.incident_id, n.person_id from notification as n
     join incident as i on i.id = n.incident_id
   where n.purpose = 'page' and i.status in ('open', 'acknowledged') limit $1`,
);

/** Who was paged for the incidents that are not over, by the incident's id. */
export async function pagedForUnresolved(
  tx: Tx,
  limit: number,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byIncident = Map.groupBy(await selectPaged(tx, limit), (row) => row.incident_id);
  return new Map(
    [...byIncident].map(([id, rows]) => [id, new Set(rows.map(({ person_id }) => person_id))]),
  );
}
