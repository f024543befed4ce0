import { describe, expect, it } from "vitest";
import { engineOn, makeReachable, workOff } from "../../test/support/engine-fixture.ts";
import {
  contextWithPlaybook,
  principalOf,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { Incident } from "../domain/incident.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { listNotifications } from "../store/notifications.ts";
import { addContactMethod, findPersonByName } from "../store/people.ts";
import { listEntries } from "../store/timeline.ts";

const RESPONDER = principalOf("responder");

async function withPeople(): Promise<TestContext> {
  const context = await contextWithPlaybook();
  await makeReachable(context);
  return context;
}

function declared(context: TestContext): Promise<Incident> {
  return declareIncident(context, RESPONDER, { title: "Checkout is down", severity: "P1" });
}

describe("a channel that throws instead of answering", () => {
  it("has failed, so that the next one is tried at once", async () => {
    const context = await withPeople();
    const ann = await findPersonByName(context.database.read, "Ann");
    const ntfy = { id: "ntfy-of-ann", kind: "ntfy", address: "https://ntfy.test/ann" } as const;
    await context.database.transaction((tx) =>
      addContactMethod(tx, ann?.id ?? "", ntfy, context.clock.now()),
    );
    const engine = engineOn(context, ({ channel }) => {
      if (channel === "email") throw new Error("a mistake in how mail is written");
      return { kind: "delivered" };
    });
    await declared(context);
    await workOff(engine);
    const pages = engine.sent.filter(({ message }) => message.purpose === "page");
    expect(pages.map(({ channel }) => channel)).toEqual(["email", "ntfy"]);
  });

  it("is given up in the end, and the step with it", async () => {
    const context = await withPeople();
    const engine = engineOn(context, () => {
      throw new Error("a mistake in how anything is written");
    });
    const { id } = await declared(context);
    for (let second = 0; second < 15 * 60; second += 5) {
      await workOff(engine);
      await context.clock.advance(5 * MS.second);
    }
    const notifications = await listNotifications(context.database.read, id);
    const first = notifications.find(({ purpose, step }) => purpose === "page" && step === 0);
    expect(first).toMatchObject({ state: "failed", attempts: 12 });
    const kinds = (await listEntries(context.database.read, id)).map(({ kind }) => kind);
    expect(kinds).not.toContain("notification.unknown");
  });
});
