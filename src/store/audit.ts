/**
 * The audit log: append-only, numbered without a gap, and each entry's hash covers the one before it, so
 * that an entry changed or cut out behind the database's back is noticed by `verifyAuditChain`.
 */

import { hash } from "node:crypto";
import { assert } from "../domain/assert.ts";
import type { Actor } from "../domain/timeline.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { AuditEntryRow, Tx } from "./schema.ts";
import { defineStatement, dialectOf } from "./statement.ts";

export interface NewAuditEntry {
  readonly id: string;
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends NewAuditEntry {
  /** From 1, without a gap. */
  readonly seq: number;
  readonly hash: string;
}

/** "audit" in ASCII, as the number of the lock. */
const AUDIT_LOCK = 0x6175646974;

const lockAudit = defineStatement<unknown>("select pg_advisory_xact_lock($1::bigint)");
const selectLast = defineStatement<Pick<AuditEntryRow, "seq" | "at" | "hash">>(
  "select seq, at, hash from audit_entry order by seq desc limit 1",
);

/**
 * Adds an entry behind the last; its instant is raised to that one's when a clock went back. To be called
 * last in a transaction: until it ends, no other can add one.
 */
export async function appendAudit(tx: Tx, entry: NewAuditEntry): Promise<void> {
  // Whoever waits here reads the last entry only afterwards.
  if (dialectOf(tx) === "postgres") await lockAudit(tx, AUDIT_LOCK);
  const [last] = await selectLast(tx);
  const row = {
    seq: (last?.seq ?? 0) + 1,
    id: entry.id,
    at: Math.max(last?.at ?? 0, entry.at),
    actor: toJson(entry.actor),
    action: entry.action,
    subject: entry.subject,
    detail: toJson(entry.detail),
    previous_hash: last?.hash ?? "",
  };
  await tx
    .insertInto("audit_entry")
    .values({ ...row, hash: hashOf(row) })
    .execute();
}

/** A page of entries in order. */
export async function listAudit(
  tx: Tx,
  options: { readonly afterSeq?: number; readonly limit: number },
): Promise<AuditEntry[]> {
  return (await selectPage(tx, options.afterSeq ?? 0, options.limit)).map(fromRow);
}

/** The newest entries first: before a number, of one action, as asked. */
export async function listLatestAudit(
  tx: Tx,
  options: { readonly beforeSeq?: number; readonly action?: string; readonly limit: number },
): Promise<AuditEntry[]> {
  const { beforeSeq, action, limit } = options;
  let query = tx.selectFrom("audit_entry").selectAll().orderBy("seq", "desc").limit(limit);
  if (beforeSeq !== undefined) query = query.where("seq", "<", beforeSeq);
  if (action !== undefined) query = query.where("action", "=", action);
  return (await query.execute()).map(fromRow);
}

const PAGE_ROWS = 1_000;

/** The number of the first entry that does not follow from the one before it; undefined when all do. */
export async function verifyAuditChain(tx: Tx): Promise<number | undefined> {
  let previous = { seq: 0, hash: "" };
  for (;;) {
    const page = await selectPage(tx, previous.seq, PAGE_ROWS);
    for (const row of page) {
      const follows = row.seq === previous.seq + 1 && row.previous_hash === previous.hash;
      if (!follows || hashOf(row) !== row.hash) return previous.seq + 1;
      previous = row;
    }
    if (page.length < PAGE_ROWS) return undefined;
  }
}

const selectPage = defineStatement<AuditEntryRow>(
  `select seq, id, at, actor, action, subject, detail, previous_hash, hash
   from audit_entry where seq > $1 order by seq limit $2`,
);

function hashOf(row: Omit<AuditEntryRow, "hash">): string {
  const { previous_hash, seq, id, at, actor, action, subject, detail } = row;
  assert(Number.isSafeInteger(seq) && Number.isSafeInteger(at), "numbers hash as they are stored");
  // A list in JSON has one reading; joined texts would not.
  const covered = toJson([previous_hash, seq, id, at, actor, action, subject, detail]);
  return hash("sha256", covered);
}

function fromRow(row: AuditEntryRow): AuditEntry {
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    actor: fromJson(row.actor),
    action: row.action,
    subject: row.subject,
    detail: fromJson(row.detail),
    hash: row.hash,
  };
}
