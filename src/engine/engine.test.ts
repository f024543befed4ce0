import { expect, it, onTestFinished } from "vitest";
import { engineOn, type Sent } from "../../test/support/engine-fixture.ts";
import { START } from "../../test/support/incident-fixtures.ts";
import { contextWithPlaybook, principalOf } from "../../test/support/operation-context.ts";
import { aNotification } from "../../test/support/store-fixtures.ts";
import { waitUntil } from "../../test/support/wait-until.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { insertNotifications } from "../store/notifications.ts";
import { startEngine } from "./engine.ts";

it("sends over the other channels while one hangs, however much waits for that one", async () => {
  const context = await contextWithPlaybook();
  const input = { title: "Checkout is down", severity: "P0" };
  const { id: incidentId } = await declareIncident(context, principalOf("responder"), input);
  const told = { incidentId, purpose: "informed" } as const;
  const mails = Array.from({ length: 300 }, () => aNotification({ ...told, dueAt: START - 1000 }));
  const push = aNotification({ ...told, channel: "ntfy", dueAt: START });
  await context.database.transaction((tx) => insertNotifications(tx, [...mails, push]));

  const { promise: hanging, resolve: answer } = Promise.withResolvers<DeliveryOutcome>();
  const sent: Sent[] = [];
  const engine = engineOn(context, (one) => {
    sent.push(one);
    return one.channel === "email" ? hanging : { kind: "delivered" };
  });
  const running = startEngine(engine, async () => {});
  onTestFinished(async () => {
    answer({ kind: "delivered" });
    await running.stop();
  });
  await waitUntil("a push is sent", () => sent.some(({ channel }) => channel === "ntfy"), 10_000);
  // The mail server is not given everything at once either.
  expect(sent.filter(({ channel }) => channel === "email").length).toBeLessThan(100);
});
