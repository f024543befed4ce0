import { describe, expect, it } from "vitest";
import { engineOn, type TestEngine } from "../../test/support/engine-fixture.ts";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import type { OverlayCheck } from "../domain/playbook.ts";
import { checkHealth } from "../operations/health/check.ts";
import type { Probe, ProbeResult } from "../platform/prober.ts";
import { listChecks } from "../store/health-checks.ts";
import { listIncidents } from "../store/incidents.ts";
import { askCheck, claimDueChecks, nextChecksDueAt } from "./run-checks.ts";

const SHOP: OverlayCheck = { name: "Checkout answers", http: "https://shop.example/health" };
const WELL: ProbeResult = { kind: "answered", status: 200, body: "ok" };
const BAD: ProbeResult = { kind: "answered", status: 503, body: "" };

interface Story {
  readonly context: TestContext;
  readonly engine: TestEngine;
  /** What was asked, with its answer. */
  readonly asked: string[];
  answer: ProbeResult | Error;
  pass(ms: number): Promise<void>;
  incidents(): Promise<readonly string[]>;
}

async function story(...checks: readonly OverlayCheck[]): Promise<Story> {
  const context = await contextWithPlaybook({ checks });
  const engine = engineOn(context);
  const told: Story = {
    context,
    engine,
    asked: [],
    answer: WELL,
    async pass(ms) {
      const until = context.clock.now() + ms;
      const probe: Probe = async ({ target }) => {
        told.asked.push(target.kind === "http" ? target.url : target.host);
        if (told.answer instanceof Error) throw told.answer;
        return told.answer;
      };
      for (;;) {
        const dueAt = await nextChecksDueAt(context.database.readForPaging);
        if (dueAt === null || dueAt > until) break;
        await context.clock.advance(Math.max(0, dueAt - context.clock.now()));
        const claimed = await claimDueChecks(engine, 16);
        await Promise.all(claimed.map((one) => askCheck(engine, probe, one)));
      }
      await context.clock.advance(Math.max(0, until - context.clock.now()));
    },
    async incidents() {
      const all = await listIncidents(context.database.read, { limit: 50 });
      return all.toReversed().map(({ title, status }) => `${title}: ${status}`);
    },
  };
  return told;
}

describe("a health check", () => {
  it("is asked once in each interval", async () => {
    const told = await story(SHOP, { ...SHOP, name: "slow", every: "PT5M" });
    await told.pass(10 * MS.minute);
    expect(told.asked).toHaveLength(10 + 2);
    expect(await told.incidents()).toEqual([]);
  });

  it("opens an incident after three failures, which ends after two successes", async () => {
    const told = await story(SHOP);
    told.answer = BAD;
    await told.pass(2 * MS.minute);
    expect(await told.incidents()).toEqual([]);
    await told.pass(MS.minute);
    const title = "Checkout answers failed 3 times: HTTP 503";
    expect(await told.incidents()).toEqual([`${title}: open`]);
    await told.pass(10 * MS.minute);
    expect(await told.incidents()).toHaveLength(1);
    told.answer = WELL;
    await told.pass(MS.minute);
    expect(await told.incidents()).toEqual([`${title}: open`]);
    await told.pass(MS.minute);
    expect(await told.incidents()).toEqual([`${title}: resolved`]);
  });

  it("has the severity it was given", async () => {
    const told = await story({ ...SHOP, failures: 1, severity: "P2" });
    told.answer = BAD;
    await told.pass(MS.minute);
    const [incident] = await listIncidents(told.context.database.read, { limit: 1 });
    expect(incident?.rules.id).toBe("P2");
  });

  it("ends with its alert when the playbook has it no more, and begins with a new one", async () => {
    const told = await story({ ...SHOP, failures: 1 });
    told.answer = BAD;
    await told.pass(MS.minute);
    expect((await told.incidents())[0]).toMatch(/: open$/);
    const other = { name: "Database", tcp: "db.example:5432" };
    await activateTestPlaybook(told.context, SETUP, { checks: [other] });
    told.answer = { kind: "connected" };
    await told.pass(MS.minute);
    expect((await told.incidents())[0]).toMatch(/: resolved$/);
    expect((await listChecks(told.context.database.read)).map(({ name }) => name)).toEqual([
      "Database",
    ]);
    expect(told.asked.at(-1)).toBe("db.example");
  });

  it("is down when Tocsin itself fails to ask: rather a page too many", async () => {
    const told = await story({ ...SHOP, failures: 1 });
    told.answer = new Error("a mistake of ours");
    await told.pass(MS.minute);
    expect(await told.incidents()).toEqual(["Checkout answers failed: Tocsin failed to ask: open"]);
    expect(told.engine.faults).toEqual(["check"]);
  });

  it("is asked by one of several, and again when that one has died", async () => {
    const told = await story(SHOP);
    await claimDueChecks(told.engine, 16);
    await told.context.clock.advance(MS.minute);
    const [first] = await claimDueChecks(told.engine, 16);
    expect(first).toBeDefined();
    expect(await claimDueChecks(told.engine, 16)).toEqual([]);
    await told.context.clock.advance(MS.minute);
    const [second] = await claimDueChecks(told.engine, 16);
    if (first === undefined || second === undefined) throw new Error("it was claimed twice");
    // The one that was taken for dead has an answer after all, and it does not count.
    await askCheck(told.engine, async () => BAD, first);
    expect((await listChecks(told.context.database.read))[0]?.failures).toBe(0);
    await askCheck(told.engine, async () => BAD, second);
    expect((await listChecks(told.context.database.read))[0]?.failures).toBe(1);
  });

  it("is told of in the health of the installation", async () => {
    const told = await story({ ...SHOP, failures: 1 });
    const settings = { mailConfigured: true, missingSettings: new Map() };
    const health = async () =>
      (await checkHealth(told.context, settings)).find(({ name }) => name === "health checks");
    expect(await health()).toBeUndefined();
    await told.pass(MS.minute);
    expect(await health()).toMatchObject({ status: "ok", detail: "1 of 1 answer well." });
    told.answer = BAD;
    await told.pass(MS.minute);
    expect(await health()).toMatchObject({
      status: "warning",
      detail: "Down: Checkout answers (HTTP 503).",
    });
  });
});
