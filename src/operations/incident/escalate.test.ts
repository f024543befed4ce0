import { describe, expect, it } from "vitest";
import { contextWithPlaybook, principalOf } from "../../../test/support/operation-context.ts";
import type { Actor } from "../../domain/timeline.ts";
import { listAudit } from "../../store/audit.ts";
import { loadIncident } from "../../store/incidents.ts";
import { listEntries } from "../../store/timeline.ts";
import { declareIncident } from "./declare.ts";
import { escalateByAnswer, escalateIncident } from "./escalate.ts";
import { resolveIncident } from "./resolve.ts";

const RESPONDER = principalOf("responder");
const ANN: Actor = { kind: "person", id: "person-ann", name: "Ann" };

describe("escalating", () => {
  it("by a client saves the page, the entry and the audit in one commit", async () => {
    const context = await contextWithPlaybook();
    const { id, number } = await declareIncident(context, RESPONDER, { title: "Disk full" });
    await escalateIncident(context, RESPONDER, { number, via: "api" });
    const entries = await listEntries(context.database.read, id);
    expect(entries.map(({ kind }) => kind)).toContain("escalation.advanced");
    const audited = (await listAudit(context.database.read, { limit: 9 })).at(-1);
    expect(audited).toMatchObject({
      action: "incident.escalate",
      subject: `incident ${number}`,
      actor: { name: RESPONDER.name },
    });
  });

  it("by an answer is the person's own deed, with what they answered by", async () => {
    const context = await contextWithPlaybook();
    const { id } = await declareIncident(context, RESPONDER, { title: "Disk full" });
    const decided = await context.database.transaction(async (tx) => {
      const incident = await loadIncident(tx, id, { lock: true });
      if (incident === undefined) throw new Error("it was declared");
      return escalateByAnswer(context, tx, incident, { by: ANN, via: "phone" });
    });
    expect(decided).not.toHaveProperty("refused");
    const audited = (await listAudit(context.database.read, { limit: 9 })).at(-1);
    expect(audited).toMatchObject({ actor: { name: "Ann" }, detail: { via: "phone" } });
    const [advanced] = (await listEntries(context.database.read, id)).filter(
      ({ kind }) => kind === "escalation.advanced",
    );
    expect(advanced).toMatchObject({ actor: ANN, data: { via: "phone" } });
  });

  it("is refused when the incident is over, and leaves nothing behind", async () => {
    const context = await contextWithPlaybook();
    const { id, number } = await declareIncident(context, RESPONDER, { title: "Disk full" });
    await resolveIncident(context, RESPONDER, { number, reason: "deleted the logs" });
    const before = (await listEntries(context.database.read, id)).length;
    await expect(
      escalateIncident(context, RESPONDER, { number, via: "api" }),
    ).rejects.toMatchObject({ code: "conflict", message: `${number} is resolved.` });
    const refused = await context.database.transaction(async (tx) => {
      const incident = await loadIncident(tx, id, { lock: true });
      if (incident === undefined) throw new Error("it was declared");
      return escalateByAnswer(context, tx, incident, { by: ANN, via: "sms" });
    });
    expect(refused).toEqual({ refused: `${number} is resolved` });
    expect(await listEntries(context.database.read, id)).toHaveLength(before);
  });
});
