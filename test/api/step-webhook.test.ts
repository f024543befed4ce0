/** A step of an escalation policy calls on a program: with the real engine and a receiver of its own. */

import { createHmac } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { OverlayTarget } from "../../src/domain/playbook.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { workOff } from "../support/engine-fixture.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";
import { VendorServer } from "../support/vendor-server.ts";

const KEY = Buffer.alloc(24, 7).toString("base64");
const REFUSES = { kind: "answers", answer: { status: 410, body: {} } } as const;

let lab: VendorLab;
let bridge: VendorServer;
let ann: VendorServer;

beforeEach(async () => {
  lab = await vendorLab({ webhookSecrets: [`whsec_${KEY}`] });
  [bridge, ann] = await Promise.all([receiver(), receiver()]);
  await lab.reach("Ann", "webhook", `${ann.url}/ann`);
  await lab.reach("Cleo", "webhook", `${ann.url}/cleo`);
});

async function receiver(): Promise<VendorServer> {
  const server: VendorServer = new VendorServer(({ headers, text }) => {
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
    const digest = createHmac("sha256", Buffer.from(KEY, "base64")).update(signed);
    if (headers["webhook-signature"] !== `v1,${digest.digest("base64")}`) {
      server.complain("a request is not signed");
    }
    return { status: 200, body: {} };
  });
  await server.start(() => []);
  return server;
}

/** A first step with these targets, and a second one that is Cleo's. */
async function stepCalls(...targets: readonly OverlayTarget[]): Promise<void> {
  await activateTestPlaybook(lab.context, SETUP, {
    webhooks: { bridge: { kind: "webhook", address: `${bridge.url}/secret-path` } },
    escalation: {
      P1: {
        steps: [
          { role: "First", after: "PT0S", targets },
          { role: "Second", after: "PT10M", targets: [{ kind: "person", name: "Cleo" }] },
        ],
      },
    },
  });
}

const BRIDGE: OverlayTarget = { kind: "webhook", name: "bridge" };
const ANN: OverlayTarget = { kind: "person", name: "Ann" };

async function opened(): Promise<string> {
  const { number } = await declareIncident(lab.context, SETUP, { title: "Down", severity: "P1" });
  await workOff(lab.engine);
  return number;
}

async function answerOf(path: string): Promise<string> {
  return (await lab.send("GET", path, { token: lab.tokens.viewer })).text();
}

const asked = (server: VendorServer): readonly string[] => server.requests.map(({ path }) => path);

it("is told beside the people of its step, and cannot answer", async () => {
  await stepCalls(BRIDGE, ANN);
  await opened();
  expect(asked(ann)).toEqual(["/ann"]);
  expect(bridge.requests).toHaveLength(1);
  expect(bridge.requests[0]?.body).toMatchObject({
    type: "notification.page",
    data: { person: "webhook bridge", role: "First", acknowledgeUrl: null },
  });
});

it("is in the timeline and in what comes next, and its address nowhere", async () => {
  await stepCalls(ANN, BRIDGE);
  const number = await opened();
  const texts = await Promise.all(
    ["", "/timeline", "/notifications"].map((part) =>
      answerOf(`/api/v1/incidents/${number}${part}`),
    ),
  );
  expect(texts[1]).toContain("webhook bridge");
  expect(texts.join()).not.toContain("secret-path");
  expect(lab.context.logLines.join()).not.toContain("secret-path");
});

it("comes next by its name", async () => {
  await activateTestPlaybook(lab.context, SETUP, {
    webhooks: { bridge: { kind: "webhook", address: `${bridge.url}/secret-path` } },
    escalation: {
      P1: {
        steps: [
          { role: "First", after: "PT0S", targets: [ANN] },
          { role: "Second", after: "PT10M", targets: [BRIDGE] },
        ],
      },
    },
  });
  const number = await opened();
  const shown = JSON.parse(await answerOf(`/api/v1/incidents/${number}`)) as { escalation: object };
  expect(shown.escalation).toMatchObject({
    next: { role: "Second", people: ["webhook bridge"], channels: ["webhook"] },
  });
});

it("that refuses holds up nobody: where it was alone the next step is called on at once", async () => {
  await stepCalls(BRIDGE);
  bridge.misbehave(REFUSES);
  await opened();
  expect(asked(ann)).toEqual(["/cleo"]);
});

it("that refuses beside people who are reached passes nothing over", async () => {
  await stepCalls(BRIDGE, ANN);
  bridge.misbehave(REFUSES);
  await opened();
  expect(asked(ann)).toEqual(["/ann"]);
});

it("that has taken it reaches nobody in place of people who could not be reached", async () => {
  await stepCalls(BRIDGE, ANN);
  ann.misbehave(REFUSES);
  await opened();
  expect(bridge.requests).toHaveLength(1);
  expect(asked(ann)).toEqual(["/ann", "/cleo"]);
});

it("that has taken it alone is waited for like anybody", async () => {
  await stepCalls(BRIDGE);
  await opened();
  expect(asked(ann)).toEqual([]);
  await lab.context.clock.advance(10 * MS.minute);
  await workOff(lab.engine);
  expect(asked(ann)).toEqual(["/cleo"]);
});

it("that the playbook does not name any more is passed over by incidents that are open", async () => {
  await activateTestPlaybook(lab.context, SETUP, {
    webhooks: { bridge: { kind: "webhook", address: `${bridge.url}/x` } },
    escalation: {
      P1: {
        steps: [
          { role: "First", after: "PT0S", targets: [ANN] },
          { role: "Second", after: "PT10M", targets: [BRIDGE] },
          { role: "Third", after: "PT20M", targets: [{ kind: "person", name: "Cleo" }] },
        ],
      },
    },
  });
  const number = await opened();
  await activateTestPlaybook(lab.context, SETUP);
  await lab.context.clock.advance(10 * MS.minute);
  await workOff(lab.engine);
  expect(bridge.requests).toEqual([]);
  expect(asked(ann)).toEqual(["/ann", "/cleo"]);
  expect(await answerOf(`/api/v1/incidents/${number}/timeline`)).toContain(
    "there is no webhook bridge",
  );
});
