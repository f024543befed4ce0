/**
 * Where senders' alerts end up, however their requests came: late, twice, in another order, together or
 * apart, to this process or to another, with time passing in between.
 *
 * Where the wire says when an occurrence began (Alertmanager, Prometheus, Grafana), any order and any
 * repetition within a minute ends in the same alerts, and a group has an open incident if one of its alerts
 * fires and none otherwise. How many resolved incidents it leaves depends on the order: an occurrence whose
 * end is heard of before its beginning never pages.
 *
 * Where it does not (PagerDuty, Opsgenie), an alert is what the last request for its key made it, so the
 * order of requests for one key counts. What comes in between for other keys does not, nor which requests
 * share a commit, nor one that comes again before the next for its key.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ON_POSTGRES } from "../../../test/support/database.ts";
import { engineOn, type TestEngine } from "../../../test/support/engine-fixture.ts";
import { contextWithPlaybook, type TestContext } from "../../../test/support/operation-context.ts";
import type { Alert } from "../../domain/alert.ts";
import { MS } from "../../domain/duration.ts";
import type { IncidentStatus } from "../../domain/incident.ts";
import { runDue } from "../../engine/run-due.ts";
import { alertmanager } from "../../integrations/alertmanager.ts";
import { opsgenie } from "../../integrations/opsgenie.ts";
import { pagerdutyEvents } from "../../integrations/pagerduty-events.ts";
import { prometheusAlerts } from "../../integrations/prometheus-alerts.ts";
import type { InboundRequest, Source } from "../../integrations/source.ts";
import { listAlerts } from "../../store/alert-list.ts";
import { listIncidents } from "../../store/incidents.ts";
import { receiveAlerts } from "./receive.ts";
import { reviewAlerts } from "./review.ts";
import { StandingAlerts } from "./standing-alerts.ts";

const INTEGRATION = { id: "integration-1", name: "A sender", team: null };
/** Less than an incident stays resolved before it is closed. */
const SETTLES_WITHIN_MS = 20 * MS.minute;
const RUNS = { numRuns: ON_POSTGRES ? 4 : 25 };

/** A body as text, so that a counterexample can be read. */
interface SentRequest {
  readonly body: string;
  readonly target?: string;
}

/** Requests that are taken in with one commit, and what happens before the next. */
interface Delivery {
  readonly requests: readonly SentRequest[];
  readonly process: number;
  readonly pauseMs: number;
  /** Whether the engine does meanwhile what is due. */
  readonly isWorkedOff: boolean;
}

const pacing = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  process: fc.nat({ max: 1 }),
  pauseMs: fc.nat({ max: MS.second }),
  isWorkedOff: fc.boolean(),
});
type Pacing = typeof pacing extends fc.Arbitrary<infer T> ? T : never;

function deliveries(requests: readonly SentRequest[], paces: readonly Pacing[]): Delivery[] {
  const made: Delivery[] = [];
  for (let first = 0; first < requests.length; ) {
    const { size, ...pace } = paces[made.length % paces.length] as Pacing;
    made.push({ requests: requests.slice(first, first + size), ...pace });
    first += size;
  }
  return made;
}

async function deliver(source: Source, all: readonly Delivery[]): Promise<TestContext> {
  const context = await contextWithPlaybook();
  const processes = [new StandingAlerts(), new StandingAlerts()];
  const engine = engineOn(context);
  for (const { requests, process, pauseMs, isWorkedOff } of all) {
    const received = requests.map((sent) => {
      const contentType = "application/json";
      const body = new TextEncoder().encode(sent.body);
      const at = { receivedAt: context.clock.now() };
      const request: InboundRequest = { contentType, truncated: false, ...sent, body, ...at };
      const { events, unparsed } = source.parse(request, context.newId);
      expect(unparsed).toEqual([]);
      return { integration: INTEGRATION, ...request, events, unparsed };
    });
    await receiveAlerts(context, received, { standing: processes[process] as StandingAlerts });
    await context.clock.advance(pauseMs);
    if (isWorkedOff) await runDue(engine);
  }
  await settle(context, engine);
  return context;
}

/** What is put off for a while is done, and nothing that was decided is undone. */
async function settle(context: TestContext, engine: TestEngine): Promise<void> {
  await context.clock.advance(SETTLES_WITHIN_MS);
  while ((await reviewAlerts(context, { limit: 100 })) > 0);
  await runDue(engine);
}

async function alertsOf({ database }: TestContext): Promise<readonly Alert[]> {
  const listed = [
    ...(await listAlerts(database.read, { state: "firing", limit: 100 })),
    ...(await listAlerts(database.read, { state: "resolved", limit: 100 })),
  ];
  return listed.map(({ alert }) => alert).sort((a, b) => (a.title < b.title ? -1 : 1));
}

interface Group {
  readonly status: IncidentStatus;
  readonly firing: number;
}

/** Of each group what becomes of it: its incident that is not over, or how its last one ended. */
async function groupsOf({ database }: TestContext): Promise<Readonly<Record<string, Group>>> {
  const found: Record<string, Group> = {};
  for (const incident of (await listIncidents(database.read, { limit: 100 })).toReversed()) {
    const { groupKey, status, firingAlerts: firing } = incident;
    const known = found[groupKey ?? ""];
    const isOver = status === "resolved" || status === "closed";
    if (isOver) expect(firing).toBe(0);
    if (known === undefined || !isOver) found[groupKey ?? ""] = { status, firing };
  }
  return found;
}

const isoOf = (at: number): string => new Date(at).toISOString();

/** Two groups of three alerts; occurrences of an alert follow each other. */
interface Occurrence {
  readonly key: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** The last of an alert may still fire. */
  readonly isOver: boolean;
}

const BEGAN = Date.UTC(2026, 0, 14, 1, 0, 0);
const GROUPS: Readonly<Record<string, string>> = { a: "one", b: "one", c: "two" };

const occurrences = fc
  .dictionary(
    fc.constantFrom("a", "b", "c"),
    fc.record({
      begins: fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 }),
      isOver: fc.boolean(),
    }),
    { minKeys: 1 },
  )
  .map((alerts) =>
    Object.entries(alerts).flatMap(([key, { begins, isOver }]) =>
      begins.map((minute): Occurrence => {
        const startsAt = BEGAN + minute * MS.minute;
        const isLast = minute === Math.max(...begins);
        return { key, startsAt, endsAt: startsAt + MS.second, isOver: !isLast || isOver };
      }),
    ),
  );

interface TimedWire {
  readonly name: string;
  readonly source: Source;
  firing(occurrence: Occurrence): SentRequest;
  over(occurrence: Occurrence): SentRequest;
}

const labelsOf = ({ key }: Occurrence) => ({ alertname: GROUPS[key], instance: key });
const textOf = ({ key, startsAt }: Occurrence) => ({ summary: `${key} since ${isoOf(startsAt)}` });

function groupOf(occurrence: Occurrence, times: object, status: string): SentRequest {
  const { key } = occurrence;
  const described = { labels: labelsOf(occurrence), annotations: textOf(occurrence) };
  const alert = { ...described, ...times, status, fingerprint: key };
  return { body: JSON.stringify({ groupKey: GROUPS[key], status, alerts: [alert] }) };
}

function listOf(occurrence: Occurrence, times: object): SentRequest {
  const described = { labels: labelsOf(occurrence), annotations: textOf(occurrence) };
  return { body: JSON.stringify([{ ...described, ...times }]) };
}

const startOf = ({ startsAt }: Occurrence) => ({ startsAt: isoOf(startsAt) });
const timesOf = (one: Occurrence) => ({ ...startOf(one), endsAt: isoOf(one.endsAt) });

const TIMED: readonly TimedWire[] = [
  {
    name: "Alertmanager's webhook",
    source: alertmanager,
    firing: (one) => groupOf(one, { ...startOf(one), endsAt: "0001-01-01T00:00:00Z" }, "firing"),
    over: (one) => groupOf(one, timesOf(one), "resolved"),
  },
  {
    name: "Prometheus",
    source: prometheusAlerts,
    firing: (one) => listOf(one, { ...startOf(one), endsAt: "2126-01-14T00:00:00Z" }),
    over: (one) => listOf(one, timesOf(one)),
  },
];

describe.each(TIMED)("what $name sends, which says when it began", (wire) => {
  it("ends in the same alerts and the same open incidents, in any order and repetition", async () => {
    await fc.assert(
      fc.asyncProperty(
        occurrences.chain((all) => fc.tuple(fc.constant(all), sentFor(wire, all))),
        fc.array(pacing, { minLength: 1, maxLength: 8 }),
        async ([all, requests], paces) => {
          const context = await deliver(wire.source, deliveries(requests, paces));
          const last = lastOfEach(all);
          const alerts = await alertsOf(context);
          expect(
            new Map(alerts.map((alert) => [alert.labels["instance"], stateOf(alert)])),
          ).toEqual(new Map(last.map((one) => [one.key, expectedState(one)])));
          const open = Object.values(await groupsOf(context)).filter(isOpen);
          expect(open.map(({ firing }) => firing).sort()).toEqual(firingByGroup(last).sort());
        },
      ),
      RUNS,
    );
  }, 60_000);
});

/** Each request once or twice, in any order. */
function sentFor(wire: TimedWire, all: readonly Occurrence[]): fc.Arbitrary<SentRequest[]> {
  const once = all.flatMap((one) =>
    one.isOver ? [wire.firing(one), wire.over(one)] : [wire.firing(one)],
  );
  return fc
    .subarray(once)
    .map((again) => [...once, ...again])
    .chain((sent) => fc.shuffledSubarray(sent, { minLength: sent.length }));
}

/** How many alerts fire in each group in which one does. */
function firingByGroup(last: readonly Occurrence[]): number[] {
  const firing = last.filter(({ isOver }) => !isOver);
  return [...Map.groupBy(firing, ({ key }) => GROUPS[key]).values()].map(({ length }) => length);
}

function isOpen({ status }: Group): boolean {
  if (status === "open") return true;
  expect(status).toBe("resolved");
  return false;
}

function lastOfEach(all: readonly Occurrence[]): readonly Occurrence[] {
  const last = new Map<string, Occurrence>();
  for (const one of all.toSorted((a, b) => a.startsAt - b.startsAt)) last.set(one.key, one);
  return [...last.values()];
}

function stateOf({ status, startsAt, endsAt, labels, annotations }: Alert) {
  return { status, startsAt, endsAt, labels, annotations };
}

function expectedState(one: Occurrence): ReturnType<typeof stateOf> {
  return {
    status: one.isOver ? "resolved" : "firing",
    startsAt: one.startsAt,
    endsAt: one.isOver ? one.endsAt : null,
    labels: labelsOf(one) as Alert["labels"],
    annotations: textOf(one),
  };
}

const DEEDS = ["trigger", "acknowledge", "resolve", "unacknowledge"] as const;
type Deed = (typeof DEEDS)[number];

interface TimelessWire {
  readonly name: string;
  readonly source: Source;
  readonly deeds: readonly Deed[];
  request(key: string, deed: Deed, number: number): SentRequest;
}

const TIMELESS: readonly TimelessWire[] = [
  {
    name: "PagerDuty's Events API",
    source: pagerdutyEvents,
    deeds: ["trigger", "acknowledge", "resolve"],
    request: (dedup_key, event_action, number) => {
      const payload = { summary: `${dedup_key} ${number}`, source: "s", severity: "critical" };
      return { body: JSON.stringify({ routing_key: "k", dedup_key, event_action, payload }) };
    },
  },
  {
    name: "Opsgenie's alert API",
    source: opsgenie,
    deeds: DEEDS,
    request: (alias, deed, number) => {
      if (deed === "trigger") {
        return {
          body: JSON.stringify({ alias, message: `${alias} ${number}` }),
          target: "POST /v2/alerts",
        };
      }
      const verb = deed === "resolve" ? "close" : deed;
      const target = `POST /v2/alerts/${alias}/${verb}?identifierType=alias`;
      return { body: JSON.stringify({}), target };
    },
  },
];

/** For each key what is sent, each once or twice. */
const sequences = (deeds: readonly Deed[]) =>
  fc.dictionary(
    fc.constantFrom("a", "b", "c"),
    fc
      .array(fc.tuple(fc.constantFrom(...deeds), fc.boolean()), { minLength: 1, maxLength: 5 })
      .map(withoutLateAcknowledgements),
    { minKeys: 1 },
  );

/** Nobody acknowledges what has ended; whether it has may be for Tocsin to judge, when it comes and goes. */
function withoutLateAcknowledgements(
  sent: readonly (readonly [Deed, boolean])[],
): readonly (readonly [Deed, boolean])[] {
  let hasEnded = false;
  return sent.filter(([deed]) => {
    if (deed === "trigger") hasEnded = false;
    if (deed === "resolve") hasEnded = true;
    return deed === "trigger" || deed === "resolve" || !hasEnded;
  });
}

describe.each(TIMELESS)("what $name sends, which says no times", (wire) => {
  it("ends as its last requests for each key say, whatever comes in between, twice or together", async () => {
    await fc.assert(
      fc.asyncProperty(
        sequences(wire.deeds),
        fc.infiniteStream(fc.nat({ max: 2 })),
        fc.array(pacing, { minLength: 1, maxLength: 8 }),
        async (keys, choices, paces) => {
          const plain = Object.entries(keys).map(([key, sent]) =>
            sent.map(([deed], number) => wire.request(key, deed, number)),
          );
          const repeated = Object.entries(keys).map(([key, sent]) =>
            sent.flatMap(([deed, isTwice], number) => {
              const request = wire.request(key, deed, number);
              return isTwice ? [request, request] : [request];
            }),
          );
          const one = { size: 1, process: 0, pauseMs: MS.second, isWorkedOff: false };
          const calm = await deliver(wire.source, deliveries(plain.flat(), [one]));
          const mixed = interleaved(repeated, choices);
          const busy = await deliver(wire.source, deliveries(mixed, paces));
          const sketch = async (context: TestContext) => ({
            alerts: (await alertsOf(context)).map(({ status, title }) => ({ status, title })),
            groups: await groupsOf(context),
          });
          expect(await sketch(busy)).toEqual(await sketch(calm));
        },
      ),
      RUNS,
    );
  }, 60_000);
});

/** Each list in its order. */
function interleaved<T>(lists: readonly (readonly T[])[], choices: fc.Stream<number>): T[] {
  const rest = lists.map((list) => [...list]);
  const mixed: T[] = [];
  for (;;) {
    const left = rest.filter((list) => list.length > 0);
    const next = left[(choices.next().value ?? 0) % Math.max(left.length, 1)]?.shift();
    if (next === undefined) return mixed;
    mixed.push(next);
  }
}
