import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextWithPlaybook, type TestContext } from "../../../test/support/operation-context.ts";
import { anAlert, anIncident } from "../../../test/support/store-fixtures.ts";
import type { AlertEvent } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import { compileMatchers, type Matcher } from "../../domain/matcher.ts";
import { listAlerts } from "../../store/alert-list.ts";
import {
  CHANGES_KEPT,
  listAlertVersions,
  renewAlertVersion,
  renewAllAlertVersions,
} from "../../store/alert-versions.ts";
import { saveAlerts } from "../../store/alerts.ts";
import { openDatabase } from "../../store/database.ts";
import { insertIncidents } from "../../store/incidents.ts";
import { OpenAlerts, withoutClosed } from "./open-alerts.ts";
import { receiveAlerts } from "./receive.ts";
import { reviewAlerts } from "./review.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const HOST: readonly Matcher[] = [{ name: "host", operator: "=~", value: "db.*" }];

function event(key: string, more: Partial<AlertEvent> = {}): AlertEvent {
  const described = { title: key, labels: { host: `db-${key}` }, annotations: {} };
  return { action: "trigger", dedupKey: key, groupKey: "group", ...described, ...more };
}

async function receive(
  context: TestContext,
  events: readonly AlertEvent[],
  { id = "integration-1", standing = new StandingAlerts() } = {},
): Promise<void> {
  const integration = { id, name: id, team: null };
  const sent = { integration, contentType: "application/json", body: new Uint8Array() };
  await receiveAlerts(context, [{ ...sent, truncated: false, events, unparsed: [] }], { standing });
}

/** What filtering all alerts that fire finds. */
async function filtered(
  { database }: TestContext,
  matchers: readonly Matcher[],
): Promise<readonly string[]> {
  const matches = compileMatchers(matchers);
  const all = await listAlerts(database.read, { state: "firing", limit: 1000 });
  return all.flatMap(({ alert }) => (matches(alert.labels) ? [alert.id] : [])).toReversed();
}

async function expectRight(
  open: OpenAlerts,
  context: TestContext,
  matchers = HOST,
): Promise<number> {
  const found = await open.matching(context.database.read, matchers);
  expect(found.map(({ id }) => id)).toEqual(await filtered(context, matchers));
  return found.length;
}

const labels = fc.dictionary(fc.constantFrom("host", "job"), fc.constantFrom("", "db-1", "web"));
const matcher: fc.Arbitrary<Matcher> = fc.record({
  name: fc.constantFrom("host", "job", "absent"),
  operator: fc.constantFrom("=", "!=", "=~", "!~"),
  value: fc.constantFrom("", "db-1", "db.*", "web|db-1"),
});
const deed = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("receive" as const),
      process: fc.nat({ max: 1 }),
      integration: fc.nat({ max: 2 }),
      events: fc.array(
        fc.record({
          action: fc.constantFrom("trigger", "resolve", "amend"),
          dedupKey: fc.constantFrom("a", "b", "c", "d"),
          labels,
          expiresAfterMs: fc.constantFrom(undefined, MS.minute),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  fc.constantFrom(
    { kind: "time" as const },
    { kind: "older-release" as const },
    { kind: "all-void" as const },
  ),
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

async function perform(
  context: TestContext,
  one: Deed,
  processes: readonly StandingAlerts[],
): Promise<void> {
  const { database, newId, clock } = context;
  if (one.kind === "receive") {
    const { events, process, integration } = one;
    const standing = processes[process] ?? new StandingAlerts();
    const sent = events.map(({ expiresAfterMs, dedupKey, ...rest }) =>
      event(dedupKey, {
        ...rest,
        ...(rest.action === "amend" ? { patch: { labels: rest.labels } } : {}),
        ...(expiresAfterMs === undefined ? {} : { expiresAfterMs }),
      }),
    );
    await receive(context, sent, { id: `integration-${integration}`, standing });
  } else if (one.kind === "time") {
    await clock.advance(MS.minute);
    while ((await reviewAlerts(context, { limit: 10 })) > 0);
  } else if (one.kind === "all-void") {
    await database.transaction((tx) => renewAllAlertVersions(tx, newId()));
  } else {
    await asAnOlderRelease(context);
  }
}

/** Its changes of alerts make another version, and are noted nowhere. */
async function asAnOlderRelease(context: TestContext): Promise<void> {
  const { database, newId } = context;
  const noted = new Map(
    (await listAlertVersions(database.read)).map(({ integrationId, changes }) => [
      integrationId,
      changes,
    ]),
  );
  const id = "integration-1";
  await receive(context, [event("older", { labels: { host: "db-1", at: newId() } })], { id });
  const changes = noted.get(id) ?? 0;
  await database.transaction(async (tx) => {
    const ofIntegration = tx.deleteFrom("alert_change").where("integration_id", "=", id);
    await ofIntegration.where("position", ">", changes).execute();
    await tx
      .updateTable("alert_version")
      .set({ changes })
      .where("integration_id", "=", id)
      .execute();
  });
}

describe("alerts that fire, in memory", () => {
  it("are those that filtering all of them finds, whoever changed what", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(deed, fc.array(matcher, { maxLength: 2 })), { maxLength: 12 }),
        async (deeds) => {
          const context = await contextWithPlaybook();
          const processes = [new StandingAlerts(), new StandingAlerts()];
          const lookers = [
            new OpenAlerts(),
            new OpenAlerts({ alertsMax: 3, charactersMax: 1000 }),
            new OpenAlerts({ alertsMax: 1000, charactersMax: 12 }),
          ];
          const rarely = new OpenAlerts();
          for (const [index, [one, matchers]] of deeds.entries()) {
            await perform(context, one, processes);
            for (const open of lookers) await expectRight(open, context, matchers);
            // This one looks now and then.
            if (index % 4 === 3) await expectRight(rarely, context, matchers);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are read anew when more has changed than is kept", async () => {
    const context = await contextWithPlaybook();
    const open = new OpenAlerts();
    await receive(context, [event("a")]);
    expect(await expectRight(open, context)).toBe(1);
    await receive(context, [event("b")]);
    await context.database.transaction(async (tx) => {
      const alertIds = Array.from({ length: CHANGES_KEPT }, () => "none");
      await renewAlertVersion(tx, { integrationId: "integration-1", version: "v0", alertIds });
    });
    expect(await expectRight(open, context)).toBe(2);
  });

  it("are found by several who ask at the same time", async () => {
    const context = await contextWithPlaybook();
    await receive(context, [event("a"), event("b", { labels: { host: "web" } })]);
    const open = new OpenAlerts();
    const { read } = context.database;
    const answers = await Promise.all([open.matching(read, HOST), open.matching(read, [])]);
    expect(answers.map(({ length }) => length)).toEqual([1, 2]);
  });

  it("what failed once is asked anew", async () => {
    const context = await contextWithPlaybook();
    await receive(context, [event("a")]);
    const open = new OpenAlerts();
    const closed = await openDatabase({ url: "sqlite::memory:", applicationVersion: "0.0.0-test" });
    await closed.close();
    await expect(open.matching(closed.read, HOST)).rejects.toThrow();
    expect(await expectRight(open, context)).toBe(1);
  });
});

it("people are concerned with what is held, or in an incident that is not closed", async () => {
  const { database } = await contextWithPlaybook();
  const [open, closed] = [anIncident(), anIncident({ status: "closed" })];
  const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 1 } as const;
  const alerts = [
    anAlert({ incidentId: open.id }),
    anAlert({ incidentId: closed.id }),
    anAlert({ hold }),
    anAlert(),
  ];
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [open, closed]);
    await saveAlerts(tx, alerts);
  });
  const all = await new OpenAlerts().matching(database.read, []);
  const concerned = await withoutClosed(database.read, all);
  expect(all.map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
  expect(concerned.map(({ id }) => id)).toEqual([alerts[0]?.id, alerts[2]?.id]);
});
