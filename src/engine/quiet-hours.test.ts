import { describe, expect, it } from "vitest";
import {
  engineOn,
  makeReachable,
  type TestEngine,
  workOff,
} from "../../test/support/engine-fixture.ts";
import { START } from "../../test/support/incident-fixtures.ts";
import {
  contextWithPlaybook,
  principalOf,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { resolveIncident } from "../operations/incident/resolve.ts";
import { setNotificationRules } from "../operations/person/set-rules.ts";
import { nextIncidentDueAt } from "../store/incidents.ts";
import { listNotifications, nextNotificationDueAt } from "../store/notifications.ts";
import { findPersonByName } from "../store/people.ts";

const RESPONDER = principalOf("responder");
const SEVEN = Date.UTC(2026, 0, 14, 7);

/** Half past two at night; Ann is on call, and sleeps until seven. */
async function night(
  answer: () => DeliveryOutcome = () => ({ kind: "delivered" }),
): Promise<{ context: TestContext; engine: TestEngine }> {
  const context = await contextWithPlaybook({ catchAll: ["Cleo"] });
  await makeReachable(context);
  const ann = await findPersonByName(context.database.read, "Ann");
  await setNotificationRules(context, SETUP, {
    personId: ann?.id ?? "",
    rules: { quietHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }] },
  });
  return { context, engine: engineOn(context, answer) };
}

/** Goes on from one due time to the next. */
async function passTo(engine: TestEngine, context: TestContext, until: number): Promise<void> {
  for (;;) {
    await workOff(engine);
    const tx = context.database.read;
    const due = [await nextIncidentDueAt(tx), await nextNotificationDueAt(tx)];
    const next = Math.min(until, ...due.filter((at) => at !== null));
    if (next >= until) break;
    await context.clock.advance(next - context.clock.now());
  }
  await context.clock.advance(until - context.clock.now());
  await workOff(engine);
}

const toAnn = ({ sent }: TestEngine) =>
  sent.filter(({ address }) => address.startsWith("ann@")).map(({ message }) => message);
const declare = (context: TestContext, severity: string) =>
  declareIncident(context, RESPONDER, { title: "Worker restarts", severity });

describe("quiet hours", () => {
  it("hold back what does not page, until they end, as one page for all rounds", async () => {
    const { context, engine } = await night();
    const { id } = await declare(context, "P2");
    await passTo(engine, context, SEVEN - 1);
    expect(toAnn(engine)).toEqual([]);
    const waiting = await listNotifications(context.database.read, id);
    const pages = waiting.filter(
      ({ purpose, personName }) => purpose === "page" && personName === "Ann",
    );
    expect(pages.map(({ state, round }) => [round, state])).toEqual([
      [0, "cancelled"],
      [1, "cancelled"],
      [2, "pending"],
    ]);
    expect(pages.at(-1)).toMatchObject({ dueAt: SEVEN, attempts: 0, lastReason: "quiet hours" });
    await passTo(engine, context, SEVEN);
    const paged = toAnn(engine).filter(({ purpose }) => purpose === "page");
    expect(paged.map(({ now, mayRepeat }) => [now, mayRepeat])).toEqual([[SEVEN, false]]);
  });

  it("hold back nothing of a severity that pages", async () => {
    const { context, engine } = await night();
    await declare(context, "P0");
    await workOff(engine);
    expect(toAnn(engine).map(({ purpose, now }) => [purpose, now])).toEqual([["page", START]]);
  });

  it("do not keep others from being told", async () => {
    const { context, engine } = await night();
    await declare(context, "P2");
    await passTo(engine, context, SEVEN - 1);
    const others = engine.sent.filter(({ address }) => !address.startsWith("ann@"));
    expect(others.map(({ address }) => address)).toContain("cleo@example.test");
  });

  it("drop what nobody wants any more when they end", async () => {
    const { context, engine } = await night();
    const { number } = await declare(context, "P2");
    await workOff(engine);
    await resolveIncident(context, RESPONDER, { number, reason: "it was the cache" });
    await passTo(engine, context, SEVEN);
    expect(toAnn(engine).map(({ purpose }) => purpose)).not.toContain("page");
  });

  it("hold back what is tried again, too", async () => {
    const { context, engine } = await night(() => ({ kind: "retry", reason: "provider-error" }));
    const evening = Date.UTC(2026, 0, 14, 21, 59, 58);
    await context.clock.advance(evening - START);
    await declare(context, "P2");
    await workOff(engine);
    const before = toAnn(engine).length;
    expect(before).toBe(1);
    await passTo(engine, context, SEVEN + MS.day - 1);
    expect(toAnn(engine)).toHaveLength(before);
    await passTo(engine, context, SEVEN + MS.day);
    expect(toAnn(engine).length).toBeGreaterThan(before);
  });
});
