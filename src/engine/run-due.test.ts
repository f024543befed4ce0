import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { engineOn, makeReachable, workOff } from "../../test/support/engine-fixture.ts";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { loadIncidentByNumber } from "../store/incidents.ts";
import { listEntries } from "../store/timeline.ts";
import { runDue } from "./run-due.ts";

const RESPONDER = principalOf("responder");

async function withPeople(): Promise<TestContext> {
  const context = await contextWithPlaybook();
  await makeReachable(context);
  return context;
}

async function declared(context: TestContext, title: string): Promise<string> {
  return (await declareIncident(context, RESPONDER, { title, severity: "P0" })).id;
}

/** From now on the database refuses every further row of a table that belongs to this incident. */
async function poison({ database }: TestContext, table: string, incidentId: string): Promise<void> {
  const condition = `new.incident_id = '${incidentId}'`;
  const name = `poison_${table}`;
  const statements =
    database.dialect === "sqlite"
      ? [
          `create trigger ${name} before insert on ${table} when ${condition}
           begin select raise(abort, 'poisoned'); end`,
        ]
      : [
          `create function ${name}() returns trigger language plpgsql as $$
           begin raise exception 'poisoned'; end $$`,
          `create trigger ${name} before insert on ${table}
           for each row when (${condition}) execute function ${name}()`,
        ];
  await database.transaction(async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
}

describe("an incident whose next step cannot be saved", () => {
  it.each(["notification", "timeline_entry"])("holds up no other (%s)", async (table) => {
    const context = await withPeople();
    const engine = engineOn(context);
    const poisoned = await declared(context, "First of all");
    await declared(context, "Second");
    await declared(context, "Third");
    await workOff(engine);
    await poison(context, table, poisoned);
    await context.clock.advance(5 * MS.minute);
    engine.sent.length = 0;
    await workOff(engine);
    const paged = engine.sent.map(({ message }) => `${message.incidentTitle}: ${message.role}`);
    expect(paged.sort()).toEqual(["Second: Incident Commander", "Third: Incident Commander"]);
    expect(engine.faults).toContain("due-batch");
  });

  it("is tried again a minute later, and says so where it can", async () => {
    const context = await withPeople();
    const engine = engineOn(context);
    const incident = await declareIncident(context, RESPONDER, { title: "A", severity: "P0" });
    await poison(context, "notification", incident.id);
    await context.clock.advance(5 * MS.minute);
    const dueAt = async (): Promise<number> => {
      const { number } = incident;
      return (await loadIncidentByNumber(context.database.read, number))?.dueAt ?? 0;
    };
    await runDue(engine);
    expect(await dueAt()).toBe(context.clock.now() + MS.minute);
    const kinds = (await listEntries(context.database.read, incident.id)).map(({ kind }) => kind);
    expect(kinds.at(-1)).toBe("engine.fault");
    await context.database.transaction((tx) =>
      sql
        .raw(
          `drop trigger poison_notification${context.database.dialect === "sqlite" ? "" : " on notification"}`,
        )
        .execute(tx),
    );
    await context.clock.advance(MS.minute);
    await workOff(engine);
    expect(engine.sent.map(({ message }) => message.role)).toContain("Incident Commander");
  });
});
