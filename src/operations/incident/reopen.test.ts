import { describe, expect, it } from "vitest";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import { listIncidents } from "../../store/incidents.ts";
import { receiveAlerts } from "../alert/receive.ts";
import { closeIncident } from "./close.ts";
import { reopenIncident } from "./reopen.ts";
import { resolveIncident } from "./resolve.ts";

const RESPONDER = principalOf("responder");

async function alert(context: TestContext, dedupKey: string): Promise<void> {
  const labels = { severity: "critical" };
  const event = {
    action: "trigger",
    dedupKey,
    groupKey: "group",
    title: dedupKey,
    labels,
  } as const;
  await receiveAlerts(context, [
    {
      integration: { id: "integration-1", name: "Alertmanager", team: null },
      contentType: "application/json",
      body: new Uint8Array(),
      truncated: false,
      events: [{ ...event, annotations: {} }],
      unparsed: [],
    },
  ]);
}

async function numbers({ database }: TestContext): Promise<string[]> {
  return (await listIncidents(database.read, { limit: 9 }))
    .map(({ number }) => number)
    .toReversed();
}

async function ended(context: TestContext, number: string): Promise<void> {
  await resolveIncident(context, RESPONDER, { number, reason: "fixed" });
  await closeIncident(context, RESPONDER, { number, reason: "done" });
}

describe("reopening an incident", () => {
  it("pages anew, under its old number", async () => {
    const context = await contextWithPlaybook();
    await alert(context, "first");
    const [number = ""] = await numbers(context);
    await ended(context, number);
    const reopened = await reopenIncident(context, RESPONDER, { number, reason: "not fixed" });
    expect(reopened).toMatchObject({ status: "open", number, closedAt: null });
    expect(reopened.dueAt).not.toBeNull();
  });

  it("is refused while its alerts have an open incident, which is named", async () => {
    const context = await contextWithPlaybook();
    await alert(context, "first");
    const [first = ""] = await numbers(context);
    await ended(context, first);
    await alert(context, "second");
    const [, second] = await numbers(context);
    const again = { number: first, reason: "not fixed" };
    await expect(reopenIncident(context, RESPONDER, again)).rejects.toMatchObject({
      code: "conflict",
      message: `${first} cannot be opened again: its alerts have ${second} now.`,
    });
  });
});
