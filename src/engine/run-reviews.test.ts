import { describe, expect, it } from "vitest";
import { UNOBSERVED } from "../../test/support/engine-fixture.ts";
import { contextWithPlaybook } from "../../test/support/operation-context.ts";
import { anAlert } from "../../test/support/store-fixtures.ts";
import { MS } from "../domain/duration.ts";
import { nextReviewAt, saveAlerts } from "../store/alerts.ts";
import { listIncidents } from "../store/incidents.ts";
import type { EngineContext } from "./engine-context.ts";
import { runReviews } from "./run-reviews.ts";

const unexpected = (): never => {
  throw new Error("nothing is sent here");
};

describe("the engine and alerts that are held", () => {
  async function held(groupKeys: readonly string[]) {
    const context = await contextWithPlaybook();
    const reviewAt = context.clock.now() + MS.hour;
    const hold = { reasons: [{ kind: "silenced", silenceId: "gone" }], reviewAt } as const;
    const alerts = groupKeys.map((groupKey) => anAlert({ groupKey, hold }));
    await context.database.transaction((tx) => saveAlerts(tx, alerts));
    const faults: string[] = [];
    const engine: EngineContext = {
      ...context,
      owner: "test",
      send: unexpected,
      incidentUrl: () => "",
      acknowledgeUrl: () => "",
      testPageUrl: () => "",
      callbackUrl: () => "",
      takeBack: unexpected,
      tell: unexpected,
      fetchCalendar: unexpected,
      observe: { ...UNOBSERVED, fault: (what) => faults.push(what) },
    };
    return { engine, context, faults };
  }

  it("looks at them when their time has come, and lets them page", async () => {
    const { engine, context } = await held(["a", "b"]);
    expect(await nextReviewAt(context.database.read)).toBe(context.clock.now() + MS.hour);
    expect(await runReviews(engine)).toBe(0);
    await context.clock.advance(MS.hour);
    expect(await runReviews(engine)).toBe(2);
    expect(await runReviews(engine)).toBe(0);
    expect(await nextReviewAt(context.database.read)).toBeNull();
    expect(await listIncidents(context.database.read, { limit: 9 })).toHaveLength(2);
  });

  it("puts off what fails, so that others get their turn", async () => {
    const { engine, context, faults } = await held(["a"]);
    await context.clock.advance(MS.hour);
    const failing = { ...engine, newId: unexpected };
    expect(await runReviews(failing)).toBe(1);
    expect(faults).toEqual(["review-batch", "review"]);
    expect(await nextReviewAt(context.database.read)).toBe(context.clock.now() + MS.minute);
    await context.clock.advance(MS.minute);
    expect(await runReviews(engine)).toBe(1);
    expect(await listIncidents(context.database.read, { limit: 9 })).toHaveLength(1);
  });
});
