/**
 * What machines are told of incidents × everything that goes wrong with telling them: no page waits for it,
 * the reason is in the metrics, it is told again, and in one piece. What comes back from PagerDuty, twice
 * and forged too, is held in pagerduty-forward.test.ts; from other subscribers nothing comes back.
 */

import { describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { FailureReason } from "../../src/domain/notification.ts";
import type { SubscriberSettings } from "../../src/integrations/subscriber.ts";
import { misbehaviour, RETRY_AFTER_SECONDS, type Trouble } from "../support/channel-rigs.ts";
import { workOff } from "../support/engine-fixture.ts";
import { FakePagerDuty, ROUTING_KEY } from "../support/fake-pagerduty.ts";
import { FakeSubscriber } from "../support/fake-subscriber.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";
import type { VendorServer } from "../support/vendor-server.ts";

interface Rig {
  readonly lab: VendorLab;
  readonly server: VendorServer;
  /** Identities of what has come since the last time: the same twice is one to the receiver. */
  arrived(): readonly string[];
}

async function subscribe(
  body: object,
  settings?: SubscriberSettings,
): Promise<{ readonly lab: VendorLab; readonly secret: string }> {
  const lab = await vendorLab({}, settings);
  await lab.reach("Ann", "console", "");
  const { admin: token } = lab.tokens;
  const answer = await lab.send("POST", "/api/v1/subscriptions", { token, body });
  expect(answer.status).toBe(201);
  const { secret } = (await answer.json()) as { readonly secret: string };
  return { lab, secret };
}

async function pagerdutyRig(): Promise<Rig> {
  let now = (): number => 0;
  const fake = await FakePagerDuty.start(() => now());
  const body = { name: "PagerDuty", routingKey: ROUTING_KEY };
  const { lab } = await subscribe(body, { pagerdutyApiUrl: fake.server.url });
  now = () => lab.context.clock.now();
  let known = 0;
  return {
    lab,
    server: fake.server,
    arrived() {
      const fresh = fake.incidents.slice(known);
      known = fake.incidents.length;
      return fresh.map(({ dedupKey }) => dedupKey);
    },
  };
}

async function webhookRig(): Promise<Rig> {
  let now = (): number => 0;
  const board = await FakeSubscriber.start(() => now());
  const { lab, secret } = await subscribe({
    name: "board",
    url: `${board.server.url}/hook`,
    events: ["incident.opened"],
  });
  board.secret = secret;
  now = () => lab.context.clock.now();
  return {
    lab,
    server: board.server,
    arrived: () => board.expectEvents().map(({ id }) => id),
  };
}

const TROUBLES: readonly (readonly [Trouble, FailureReason, number])[] = [
  ["silence", "timeout", 5],
  ["429", "rate-limited", RETRY_AFTER_SECONDS],
  ["5xx", "provider-error", 5],
  ["answer lost", "unreachable", 5],
];

describe.each([
  // Told again it knows the key, and makes no second incident of it.
  { to: "PagerDuty", rig: pagerdutyRig, secondCopies: 0 },
  // Told again it has the same webhook-id.
  { to: "a signed webhook", rig: webhookRig, secondCopies: 1 },
])("forwarding to $to", ({ rig: rigging, secondCopies }) => {
  it.each(TROUBLES)("in trouble (%s) is told again, and pages do not wait", async (...given) => {
    const [trouble, reason, waitSeconds] = given;
    const { lab, server, arrived } = await rigging();
    server.misbehave(misbehaviour(trouble));
    await lab.page();
    await workOff(lab.engine);
    expect(lab.printed).toHaveLength(1);
    const line = `tocsin_outbox_total{kind="event",outcome="retry",reason="${reason}"} 1`;
    expect(await lab.counts(line)).toBe(true);
    const lost = trouble === "answer lost" ? arrived() : [];
    expect(lost).toHaveLength(trouble === "answer lost" ? 1 : 0);

    const asked = server.requests.length;
    await lab.context.clock.advance(waitSeconds * MS.second - 1);
    await workOff(lab.engine);
    expect(server.requests).toHaveLength(asked);
    await lab.context.clock.advance(1);
    await workOff(lab.engine);
    expect(server.requests).toHaveLength(asked + 1);
    expect(server.requests.at(-1)?.text).toContain("Checkout is <down>");
    const told = arrived();
    if (trouble === "answer lost") expect(told).toEqual(lost.slice(0, secondCopies));
    else expect(told).toHaveLength(1);

    await lab.context.clock.advance(MS.hour);
    expect(arrived()).toEqual([]);
  });
});
