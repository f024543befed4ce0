import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { aNote, anIncident } from "../../test/support/store-fixtures.ts";
import { SYSTEM } from "../domain/timeline.ts";
import type { Database } from "./database.ts";
import { insertIncidents, loadIncident } from "./incidents.ts";
import { appendEntries, appendManyEntries, listEntries } from "./timeline.ts";

async function databaseWith(count: number): Promise<{ database: Database; ids: string[] }> {
  const database = await freshDatabase();
  const incidents = Array.from({ length: count }, () => anIncident());
  await database.transaction((tx) => insertIncidents(tx, incidents));
  return { database, ids: incidents.map((incident) => incident.id) };
}

async function withEntries(): Promise<{ database: Database; id: string }> {
  const { database, ids } = await databaseWith(1);
  const [id = ""] = ids;
  await database.transaction((tx) => appendEntries(tx, id, [aNote(10), aNote(20), aNote(30)]));
  return { database, id };
}

describe("appending", () => {
  test("gives the next numbers and keeps what happened", async () => {
    const { database, ids } = await databaseWith(1);
    const [id = ""] = ids;
    const by = { kind: "person", id: "person-ann", name: "Ann" } as const;
    await database.transaction((tx) => appendEntries(tx, id, [aNote(10, "one")]));
    await database.transaction((tx) =>
      appendEntries(tx, id, [
        { kind: "incident.acknowledged", at: 11, actor: by, data: { via: "link" } },
        aNote(12, "three\0"),
      ]),
    );
    expect(await listEntries(database.read, id)).toEqual([
      { incidentId: id, seq: 1, ...aNote(10, "one") },
      {
        incidentId: id,
        seq: 2,
        kind: "incident.acknowledged",
        at: 11,
        actor: by,
        data: { via: "link" },
      },
      { incidentId: id, seq: 3, ...aNote(12, "three\uFFFD") },
    ]);
    expect(await loadIncident(database.read, id)).toMatchObject({ lastSeq: 3, lastEntryAt: 12 });
  });

  test("raises an instant to the one before it when a clock went back", async () => {
    const { database, ids } = await databaseWith(1);
    const [id = ""] = ids;
    await database.transaction((tx) => appendEntries(tx, id, [aNote(50)]));
    await database.transaction((tx) => appendEntries(tx, id, [aNote(40), aNote(60), aNote(55)]));
    const entries = await listEntries(database.read, id);
    expect(entries.map((entry) => entry.at)).toEqual([50, 50, 60, 60]);
  });

  test("does nothing without entries, and refuses an incident that does not exist", async () => {
    const { database } = await databaseWith(1);
    await database.transaction((tx) =>
      appendManyEntries(tx, [{ incidentId: "nobody", entries: [] }]),
    );
    const lost = database.transaction((tx) => appendEntries(tx, "nobody", [aNote(1)]));
    await expect(lost).rejects.toThrow("nobody");
  });

  test("leaves nothing of a transaction that fails", async () => {
    const { database, id } = await withEntries();
    const failing = database.transaction(async (tx) => {
      await appendEntries(tx, id, [aNote(40)]);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await listEntries(database.read, id)).toHaveLength(3);
    expect(await loadIncident(database.read, id)).toMatchObject({ lastSeq: 3 });
  });

  test("pages through entries", async () => {
    const { database, id } = await withEntries();
    const seqs = async (options: { afterSeq?: number; limit?: number }) =>
      (await listEntries(database.read, id, options)).map((entry) => entry.seq);
    expect(await seqs({ limit: 2 })).toEqual([1, 2]);
    expect(await seqs({ afterSeq: 2, limit: 2 })).toEqual([3]);
    expect(await seqs({ afterSeq: 3 })).toEqual([]);
  });

  test("never makes a gap or goes back, however many incidents are mixed, at any instants", async () => {
    const { database, ids } = await databaseWith(3);
    const batches = fc.array(
      fc.array(
        fc.record({
          index: fc.nat({ max: 2 }),
          instants: fc.array(fc.integer({ min: 0, max: 2 ** 52 }), { maxLength: 4 }),
        }),
        { maxLength: 4 },
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (sequence) => {
        for (const batch of sequence) {
          const appended = batch.map(({ index, instants }) => ({
            incidentId: ids[index] ?? "",
            entries: instants.map((at) => aNote(at)),
          }));
          await database.transaction((tx) => appendManyEntries(tx, appended));
        }
        for (const id of ids) {
          const entries = await listEntries(database.read, id);
          expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
          const instants = entries.map((entry) => entry.at);
          expect(instants).toEqual(instants.toSorted((a, b) => a - b));
          const incident = await loadIncident(database.read, id);
          expect(incident?.lastSeq).toBe(entries.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("numbers entries of two transactions at once without a gap", async () => {
    const { database, ids } = await databaseWith(1);
    const [id = ""] = ids;
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        database.transaction((tx) => appendEntries(tx, id, [aNote(at), aNote(at)])),
      ),
    );
    const entries = await listEntries(database.read, id);
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

describe("the database itself refuses", () => {
  const insert = (id: string, seq: number, at: number) => {
    const actor = JSON.stringify(SYSTEM);
    return sql`insert into timeline_entry (incident_id, seq, at, kind, actor, data)
      values (${id}, ${seq}, ${at}, 'note', ${actor}, '{}')`;
  };

  test.each([
    ["a gap", 5, 40],
    ["a number that is taken", 3, 40],
    ["the number 0", 0, 40],
    ["an instant before the last one's", 4, 29],
  ])("%s", async (_, seq, at) => {
    const { database, id } = await withEntries();
    await expect(insert(id, seq, at).execute(database.read)).rejects.toThrow(/not the next entry/);
    expect(await listEntries(database.read, id)).toHaveLength(3);
  });

  test("to begin with anything but 1, and entries of no incident", async () => {
    const { database, ids } = await databaseWith(1);
    const [id = ""] = ids;
    await expect(insert(id, 2, 40).execute(database.read)).rejects.toThrow(/not the next entry/);
    await expect(insert("nobody", 1, 40).execute(database.read)).rejects.toThrow(/foreign key/i);
  });

  test("but takes the next entry at the same instant", async () => {
    const { database, id } = await withEntries();
    await insert(id, 4, 30).execute(database.read);
    expect(await listEntries(database.read, id)).toHaveLength(4);
  });

  test("to change or delete an entry", async () => {
    const { database, id } = await withEntries();
    const tampering = [
      sql`update timeline_entry set data = '{}' where incident_id = ${id}`,
      sql`update timeline_entry set at = at + 1 where incident_id = ${id} and seq = 3`,
      sql`delete from timeline_entry where incident_id = ${id} and seq = 3`,
      sql`delete from timeline_entry`,
      sql`delete from incident where id = ${id}`,
    ];
    for (const attempt of tampering) {
      await expect(attempt.execute(database.read)).rejects.toThrow(/append-only|foreign key/i);
    }
    expect(await listEntries(database.read, id)).toHaveLength(3);
  });

  test.runIf(ON_POSTGRES)("to truncate the table (PostgreSQL)", async () => {
    const { database, id } = await withEntries();
    for (const statement of [sql`truncate timeline_entry`, sql`truncate incident cascade`]) {
      await expect(statement.execute(database.read)).rejects.toThrow(/append-only/);
    }
    expect(await listEntries(database.read, id)).toHaveLength(3);
  });

  test.skipIf(ON_POSTGRES)("to replace an entry (SQLite)", async () => {
    const { database, id } = await withEntries();
    const replacing = sql`insert or replace into timeline_entry
      select * from timeline_entry where incident_id = ${id} and seq = 1`;
    await expect(replacing.execute(database.read)).rejects.toThrow(/not the next entry/);
  });
});
