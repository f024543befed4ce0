import { expect, it } from "vitest";
import { engineOn, makeReachable, workOff } from "../../../test/support/engine-fixture.ts";
import { contextWithPlaybook, SETUP } from "../../../test/support/operation-context.ts";
import { declareIncident } from "../incident/declare.ts";
import { showIncident } from "../incident/show.ts";
import { incidentTimeline } from "../incident/timeline.ts";
import { reportDeliveryStatus } from "./report-status.ts";

const INCIDENTS = 10;

// On PostgreSQL the two transactions truly overlap.
it("is heeded once, whether the report or the provider's own answer is recorded first", async () => {
  const context = await contextWithPlaybook();
  await makeReachable(context);
  const reports: Promise<unknown>[] = [];
  const engine = engineOn(context, ({ message }) => {
    const { purpose, attempt } = message;
    const report = { status: "undelivered", sequence: null, detail: "" } as const;
    if (purpose === "page" && message.personName === "Ann")
      reports.push(reportDeliveryStatus(context, { attemptId: attempt.id, ...report }));
    return { kind: "delivered" };
  });
  const incidents = await Promise.all(
    Array.from({ length: INCIDENTS }, (_, index) =>
      declareIncident(context, SETUP, { title: `Disk ${index} is full`, severity: "P1" }),
    ),
  );
  await workOff(engine);
  await Promise.all(reports);
  await workOff(engine);
  for (const { number } of incidents) {
    const { notifications } = await showIncident(context, SETUP, { number });
    const toAnn = notifications.filter(
      ({ purpose, personName }) => purpose === "page" && personName === "Ann",
    );
    expect(toAnn.map(({ state }) => state)).toEqual(["failed"]);
    const kinds = (await incidentTimeline(context, SETUP, { number })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "notification.failed")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "escalation.step")).toHaveLength(2);
  }
  expect(reports).toHaveLength(INCIDENTS);
});
