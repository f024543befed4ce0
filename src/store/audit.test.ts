import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { SYSTEM } from "../domain/timeline.ts";
import { appendAudit, listAudit, type NewAuditEntry, verifyAuditChain } from "./audit.ts";
import type { Database } from "./database.ts";

function anEntry(n: number, at = n): NewAuditEntry {
  const detail = { n, nested: { text: 'ä "quoted" \\' } };
  return {
    id: `entry-${n}`,
    at,
    actor: SYSTEM,
    action: "incident.note",
    subject: `incident ${n}`,
    detail,
  };
}

async function databaseWith(count: number): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    for (let n = 1; n <= count; n++) await appendAudit(tx, anEntry(n));
  });
  return database;
}

test("entries are numbered, paged, and come back as they were written", async () => {
  const database = await databaseWith(3);
  const entries = await listAudit(database.read, { limit: 2 });
  expect(entries).toMatchObject([
    { seq: 1, ...anEntry(1) },
    { seq: 2, ...anEntry(2) },
  ]);
  expect(await listAudit(database.read, { afterSeq: 2, limit: 9 })).toMatchObject([{ seq: 3 }]);
  expect(new Set(entries.map((entry) => entry.hash)).size).toBe(2);
});

test("an instant is raised to the one before it", async () => {
  const database = await databaseWith(0);
  for (const [n, at] of [
    [1, 50],
    [2, 40],
  ] as const) {
    await database.transaction((tx) => appendAudit(tx, anEntry(n, at)));
  }
  expect(await listAudit(database.read, { limit: 9 })).toMatchObject([{ at: 50 }, { at: 50 }]);
});

test("transactions at once write one chain without a gap", async () => {
  const database = await databaseWith(0);
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      database.transaction((tx) => appendAudit(tx, anEntry(n, 5))),
    ),
  );
  const entries = await listAudit(database.read, { limit: 99 });
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  expect(await verifyAuditChain(database.read)).toBeUndefined();
});

describe("the database refuses", () => {
  test("to change, delete or replace an entry", async () => {
    const database = await databaseWith(2);
    const tampering = [
      sql`update audit_entry set action = 'nothing'`,
      sql`delete from audit_entry where seq = 2`,
      ON_POSTGRES
        ? sql`truncate audit_entry`
        : sql`insert or replace into audit_entry select * from audit_entry where seq = 2`,
    ];
    for (const attempt of tampering) {
      await expect(attempt.execute(database.read)).rejects.toThrow(/append-only|next entry/);
    }
  });

  test.each([
    ["a gap", 4, 9, null],
    ["an earlier instant", 3, 1, null],
    ["another predecessor", 3, 9, "0".repeat(64)],
  ])("%s", async (_, seq, at, previous) => {
    const database = await databaseWith(2);
    const inserting = sql`insert into audit_entry
      select ${seq}, 'x', ${at}, actor, action, subject, detail, coalesce(${previous}, hash), 'h'
      from audit_entry where seq = 2`;
    await expect(inserting.execute(database.read)).rejects.toThrow(/not the next entry/);
  });
});

test("the chain shows which entry was changed or cut out behind the database's back", async () => {
  const database = await databaseWith(5);
  expect(await verifyAuditChain(database.read)).toBeUndefined();
  const disarm = ON_POSTGRES
    ? [sql`alter table audit_entry disable trigger all`]
    : [sql`drop trigger audit_entry_no_update`, sql`drop trigger audit_entry_no_delete`];
  for (const statement of disarm) await statement.execute(database.read);
  await sql`update audit_entry set detail = '{"n":4}' where seq = 4`.execute(database.read);
  expect(await verifyAuditChain(database.read)).toBe(4);
  await sql`delete from audit_entry where seq = 2`.execute(database.read);
  expect(await verifyAuditChain(database.read)).toBe(2);
});

test("a chain longer than a page is verified to its end", async () => {
  const database = await databaseWith(1_001);
  expect(await verifyAuditChain(database.read)).toBeUndefined();
});
