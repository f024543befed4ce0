import { beforeEach, describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { runOutbox } from "../../src/engine/run-outbox.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { reopenIncident } from "../../src/operations/incident/reopen.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { FakePagerDuty, pagerdutySignature, ROUTING_KEY } from "../support/fake-pagerduty.ts";
import { PAGERDUTY_SECRET } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";

let pagerduty: FakePagerDuty;
let lab: VendorLab;
let subscriptionId: string;

beforeEach(async () => {
  let now = (): number => 0;
  pagerduty = await FakePagerDuty.start(() => now());
  lab = await vendorLab({}, { pagerdutyApiUrl: pagerduty.server.url });
  now = () => lab.context.clock.now();
  const answer = await lab.send("POST", "/api/v1/subscriptions", {
    token: lab.tokens.admin,
    body: { name: "PagerDuty", routingKey: ROUTING_KEY },
  });
  const created = (await answer.json()) as { subscription: { id: string }; callbackUrl: string };
  expect(answer.status).toBe(201);
  expect(created).toMatchObject({
    secret: null,
    callbackUrl: "https://tocsin.example/callback/pagerduty",
  });
  subscriptionId = created.subscription.id;
});

const declared = (more: object = {}) =>
  declareIncident(lab.context, SETUP, { title: "Checkout is down", severity: "P1", ...more });

function post(body: string, signature = pagerdutySignature(body, PAGERDUTY_SECRET)) {
  const headers = { "content-type": "application/json", "x-pagerduty-signature": signature };
  return lab.send("POST", "/callback/pagerduty", { headers, body });
}

/** Both sides tell each other what there is to tell, until neither has anything. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const sent = await runOutbox(lab.engine);
    const webhooks = pagerduty.takeWebhooks();
    for (const body of webhooks) expect((await post(body)).status).toBe(200);
    if (sent + webhooks.length === 0) return;
  }
  throw new Error("the two never come to rest");
}

async function stateOf({ number }: Incident) {
  const answer = await lab.send("GET", `/api/v1/incidents/${number}`, { token: lab.tokens.viewer });
  return (await answer.json()) as { status: string; acknowledgedBy: string | null };
}

const kindsOf = async (incident: Incident) =>
  (await incidentTimeline(lab.context, SETUP, incident)).map(({ kind }) => kind);

describe("an incident of ours in PagerDuty", () => {
  it("is triggered, acknowledged and resolved there as here, and triggered anew", async () => {
    const incident = await declared();
    const { number } = incident;
    await settle();
    expect(pagerduty.only).toEqual({
      dedupKey: `tocsin.${subscriptionId}.${incident.id}`,
      summary: `P1 ${number} Checkout is down`,
      severity: "error",
      status: "triggered",
    });
    await acknowledgeIncident(lab.context, SETUP, { number, via: "api" });
    await settle();
    expect(pagerduty.only.status).toBe("acknowledged");
    await resolveIncident(lab.context, SETUP, { number, reason: "rolled back" });
    await settle();
    expect(pagerduty.only.status).toBe("resolved");
    await reopenIncident(lab.context, SETUP, { number, reason: "not yet" });
    await settle();
    expect(pagerduty.incidents.map(({ status }) => status)).toEqual(["resolved", "triggered"]);
  });

  it("is told in order, also when the first event fails", async () => {
    const fails = { kind: "answers", answer: { status: 500, body: {} } } as const;
    pagerduty.server.misbehave(fails, fails);
    const { number } = await declared();
    await acknowledgeIncident(lab.context, SETUP, { number, via: "api" });
    await resolveIncident(lab.context, SETUP, { number, reason: "rolled back" });
    for (let wait = 0; wait < 10; wait += 1) {
      await settle();
      await lab.context.clock.advance(5 * MS.second);
    }
    const actions = pagerduty.server.requests.map(
      ({ body }) => (body as { event_action: string }).event_action,
    );
    expect(actions).toEqual(["trigger", "trigger", "trigger", "acknowledge", "resolve"]);
    expect(pagerduty.only.status).toBe("resolved");
  });

  it("is acknowledged and resolved here by what a person does there, without an echo", async () => {
    const incident = await declared();
    await settle();
    const asked = pagerduty.server.requests.length;
    pagerduty.act(pagerduty.only, "acknowledged");
    await settle();
    expect(await stateOf(incident)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Jane Doe (PagerDuty)",
    });
    pagerduty.act(pagerduty.only, "resolved");
    await settle();
    expect(await stateOf(incident)).toMatchObject({ status: "resolved" });
    expect(pagerduty.server.requests).toHaveLength(asked);
    const entries = await incidentTimeline(lab.context, SETUP, incident);
    expect(entries.find(({ kind }) => kind === "incident.resolved")).toMatchObject({
      actor: { kind: "integration", name: "Jane Doe (PagerDuty)" },
      data: { reason: "resolved in PagerDuty" },
    });
  });
});

describe("a webhook that is not what it seems", () => {
  async function acknowledgedThere(): Promise<{ incident: Incident; body: string }> {
    const incident = await declared();
    await settle();
    pagerduty.act(pagerduty.only, "acknowledged");
    const [body = ""] = pagerduty.takeWebhooks();
    return { incident, body };
  }

  it("changes nothing without a signature by the secret", async () => {
    const { incident, body } = await acknowledgedThere();
    const good = pagerdutySignature(body, PAGERDUTY_SECRET);
    const forged = [
      "",
      "v1=",
      pagerdutySignature(body, "another secret of a webhook"),
      pagerdutySignature(`${body} `, PAGERDUTY_SECRET),
      good.replace("v1=", "v2="),
      good.slice(0, -1),
    ];
    for (const signature of forged) expect((await post(body, signature)).status).toBe(401);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
    // While a secret is replaced there are several signatures.
    expect((await post(body, `${forged[2]}, ${good}`)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "acknowledged" });
  });

  it("changes nothing when it comes again, however the incident stands by then", async () => {
    const { incident, body } = await acknowledgedThere();
    await post(body);
    const { number } = incident;
    await resolveIncident(lab.context, SETUP, { number, reason: "rolled back" });
    await reopenIncident(lab.context, SETUP, { number, reason: "not yet" });
    const before = await kindsOf(incident);
    expect((await post(body)).status).toBe(200);
    expect(await kindsOf(incident)).toEqual(before);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("changes nothing when it comes half an hour late", async () => {
    const { incident, body } = await acknowledgedThere();
    await lab.context.clock.advance(30 * MS.minute);
    expect((await post(body)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("changes nothing that is not ours, not a person's, or not readable", async () => {
    const { incident, body } = await acknowledgedThere();
    const others = [
      body.replace(incident.id, "01932c5e-7d4a-7000-8000-000000000001"),
      body.replace(subscriptionId, "01932c5e-7d4a-7000-8000-000000000001"),
      body.replace("tocsin.", "grafana."),
      body.replace("user_reference", "service_reference"),
      body.replace("incident.acknowledged", "incident.priority_updated"),
      body.slice(0, -2),
      "null",
    ];
    for (const other of others) expect((await post(other)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("changes nothing of another team, and nothing once the subscription has ended", async () => {
    const { incident, body } = await acknowledgedThere();
    const path = `/api/v1/subscriptions/${subscriptionId}`;
    await lab.send("DELETE", path, { token: lab.tokens.admin });
    expect((await post(body)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
    const answer = await lab.send("POST", "/api/v1/subscriptions", {
      token: lab.tokens.admin,
      body: { name: "PagerDuty", routingKey: ROUTING_KEY, team: "web" },
    });
    const { subscription } = (await answer.json()) as { subscription: { id: string } };
    const data = await declared({ team: "data" });
    const theirs = body.replace(subscriptionId, subscription.id).replace(incident.id, data.id);
    expect((await post(theirs)).status).toBe(200);
    expect(await stateOf(data)).toMatchObject({ status: "open" });
  });
});

it("a routing key is refused unless it is one, and shown to nobody", async () => {
  const ask = async (body: object) => {
    const answer = await lab.send("POST", "/api/v1/subscriptions", {
      token: lab.tokens.admin,
      body: { name: "another", ...body },
    });
    return `${answer.status} ${((await answer.json()) as { detail: string }).detail}`;
  };
  expect(await ask({ routingKey: "short" })).toMatch(/^400 routingKey is not the 32 letters/u);
  expect(await ask({})).toMatch(/^400 Give either/u);
  expect(await ask({ routingKey: ROUTING_KEY, url: "https://x.test/" })).toMatch(
    /^400 Give either/u,
  );
  expect(await ask({ routingKey: ROUTING_KEY, events: ["incident.opened"] })).toMatch(
    /^400 events/u,
  );
  for (const path of ["/api/v1/subscriptions", "/api/v1/audit"]) {
    const answer = await lab.send("GET", path, { token: lab.tokens.admin });
    expect(await answer.text()).not.toContain(ROUTING_KEY);
  }
});
