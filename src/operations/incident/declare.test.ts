import { describe, expect, it } from "vitest";
import { contextWithPlaybook, principalOf } from "../../../test/support/operation-context.ts";
import { listAudit } from "../../store/audit.ts";
import { countUnresolvedBySeverity } from "../../store/incident-counts.ts";
import { listIncidents, loadIncidentByNumber } from "../../store/incidents.ts";
import { listEntries } from "../../store/timeline.ts";
import { declareIncident } from "./declare.ts";

const RESPONDER = principalOf("responder");

describe("declaring an incident", () => {
  it("takes the worst severity when none is given, and says so", async () => {
    const context = await contextWithPlaybook();
    const incident = await declareIncident(context, RESPONDER, { title: "Something smells" });
    expect(incident).toMatchObject({ severity: "P0", severityByPerson: true });
    const [opened] = await listEntries(context.database.read, incident.id);
    expect(opened?.data).toMatchObject({ severityReason: "declared without one: the worst" });
  });

  it("refuses a severity that the playbook does not have, and opens nothing", async () => {
    const context = await contextWithPlaybook();
    const declaring = declareIncident(context, RESPONDER, { title: "?", severity: "P9" });
    await expect(declaring).rejects.toMatchObject({
      code: "invalid-input",
      message: "The playbook has no severity P9; it has P0, P1, P2, P3.",
    });
    expect(await listIncidents(context.database.read, { limit: 9 })).toEqual([]);
  });

  it("counts a drill or a test apart from what is real", async () => {
    const context = await contextWithPlaybook();
    for (const mode of ["real", "drill", "test"] as const) {
      const incident = await declareIncident(context, RESPONDER, { title: "?", mode });
      const stored = await loadIncidentByNumber(context.database.read, incident.number);
      expect(stored?.mode ?? "real").toBe(mode);
    }
    const counts = await countUnresolvedBySeverity(context.database.read);
    expect([...counts]).toEqual([["P0", 1]]);
  });

  it("keeps the description as a note, in the same commit", async () => {
    const context = await contextWithPlaybook();
    let transactions = 0;
    const transaction: typeof context.database.transaction = (work, options) => {
      transactions += 1;
      return context.database.transaction(work, options);
    };
    const incident = await declareIncident(
      { ...context, database: { ...context.database, transaction } },
      RESPONDER,
      { title: "Checkout is slow", severity: "P1", description: "Since the release of 14:00" },
    );
    expect(transactions).toBe(1);
    const entries = await listEntries(context.database.read, incident.id);
    const note = entries.find(({ kind }) => kind === "note");
    expect(note).toMatchObject({
      actor: { name: RESPONDER.name },
      data: { text: "Since the release of 14:00" },
    });
    const audit = await listAudit(context.database.read, { limit: 9 });
    expect(audit.filter(({ action }) => action.startsWith("incident."))).toHaveLength(1);
  });
});
