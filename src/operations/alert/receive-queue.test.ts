import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { contextWithPlaybook, type TestContext } from "../../../test/support/operation-context.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { AppError } from "../../domain/error.ts";
import { listAlertsOfIncident } from "../../store/alerts.ts";
import type { Database } from "../../store/database.ts";
import { listIncidents } from "../../store/incidents.ts";
import type { ReceivedRequest } from "./receive.ts";
import { createReceiveQueue } from "./receive-queue.ts";

const INTEGRATION = { id: "integration-1", name: "Alertmanager", team: null };

function requestOf(...events: readonly Partial<AlertEvent>[]): ReceivedRequest {
  return {
    integration: INTEGRATION,
    contentType: "application/json",
    body: new TextEncoder().encode(JSON.stringify(events)),
    truncated: false,
    events: events.map((event, index) => ({
      action: "trigger",
      dedupKey: `key ${index}`,
      groupKey: `group ${event.dedupKey ?? index}`,
      title: "Disk is full",
      labels: { severity: "critical" },
      annotations: {},
      ...event,
    })),
    unparsed: [],
  };
}

/** An instant that no database keeps exactly. */
const POISON = { dedupKey: "poison", title: "Poison", startsAt: 2 ** 60 };

async function titles({ database }: TestContext): Promise<string[]> {
  return (await listIncidents(database.read, { limit: 50 })).map(({ title }) => title).sort();
}

/** A context whose transactions fail as told, counted. */
function failing(
  context: TestContext,
  errorOf: (count: number) => Error | undefined,
): { readonly context: TestContext; readonly count: () => number } {
  let count = 0;
  const transaction: Database["transaction"] = (work, options) => {
    count += 1;
    const error = errorOf(count);
    return error === undefined
      ? context.database.transaction(work, options)
      : Promise.reject(error);
  };
  const database = { ...context.database, transaction };
  return { context: { ...context, database }, count: () => count };
}

describe("requests that arrive together", () => {
  it("are all stored", async () => {
    const context = await contextWithPlaybook();
    const { receive } = createReceiveQueue(context);
    await Promise.all([
      receive(requestOf({ dedupKey: "a", title: "A" })),
      receive(requestOf({ dedupKey: "b", title: "B" })),
    ]);
    expect(await titles(context)).toEqual(["A", "B"]);
  });

  it("share a commit, also those of senders whose connections are accepted one after the other", async () => {
    const { context, count } = failing(await contextWithPlaybook(), () => undefined);
    const { receive } = createReceiveQueue(context);
    const answers: Promise<void>[] = [];
    for (let index = 0; index < 10; index += 1) {
      answers.push(receive(requestOf({ dedupKey: `${index}`, title: `${index}` })));
      await nextTurn();
    }
    await Promise.all(answers);
    expect(count()).toBe(1);
    expect(await titles(context)).toHaveLength(10);
  });

  it("are stored beside one that cannot be, which pages as what it is", async () => {
    const context = await contextWithPlaybook();
    const { receive } = createReceiveQueue(context);
    await Promise.all([
      receive(requestOf({ dedupKey: "a", title: "A" })),
      receive(requestOf(POISON, { dedupKey: "b", title: "B" })),
    ]);
    const kept = await listIncidents(context.database.read, { limit: 9 });
    expect(kept.map(({ title, status }) => `${title}: ${status}`).sort()).toEqual([
      "A: open",
      "Unparsed alert: Tocsin could not process this request: open",
    ]);
    const unparsed = kept.find(({ title }) => title.startsWith("Unparsed"));
    const alerts = await listAlertsOfIncident(context.database.read, unparsed?.id ?? "", {
      limit: 9,
    });
    expect(alerts[0]?.annotations).toEqual({ excerpt: "Poison\nB" });
  });

  it("are refused at once while the database cannot be used, and none is given up as unparsed", async () => {
    const down = new AppError("unavailable", "The database cannot be used now.");
    const { context, count } = failing(await contextWithPlaybook(), () => down);
    const { receive } = createReceiveQueue(context);
    const answers = await Promise.allSettled(
      ["a", "b", "c"].map((dedupKey) => receive(requestOf({ dedupKey }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(count()).toBe(1);
  });

  it("are refused, not given up, when others were always in the way", async () => {
    const inTheWay = Object.assign(new Error("deadlock detected"), { code: "40P01" });
    const { context } = failing(await contextWithPlaybook(), () => inTheWay);
    const { receive } = createReceiveQueue(context);
    await expect(receive(requestOf({ dedupKey: "a" }))).rejects.toMatchObject({
      code: "overloaded",
    });
  });

  it("are stored by a later try when the first lost a race", async () => {
    const lost = new Error("lost a race");
    const failed = failing(await contextWithPlaybook(), (count) => (count < 3 ? lost : undefined));
    const { receive } = createReceiveQueue(failed.context);
    await receive(requestOf({ dedupKey: "a", title: "A" }));
    expect(await titles(failed.context)).toEqual(["A"]);
  });
});
