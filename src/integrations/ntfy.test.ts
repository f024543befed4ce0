import { expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { ChannelSettings, OutboundRequest } from "./channel.ts";
import { ntfy } from "./ntfy.ts";

const TOPIC = "https://ntfy.example.test/alice-phone";

function render(
  changes: Partial<Message> = {},
  settings: Partial<ChannelSettings> = {},
): Extract<OutboundRequest, { transport: "http" }> {
  const request = ntfy.render(sampleMessage(changes), TOPIC, {
    mailFrom: "",
    webhookSecrets: [],
    ...settings,
  });
  if (request.transport !== "http") throw new Error("not HTTP");
  return request;
}

test("the token goes to the server it is for, and to no other that somebody's topic is on", () => {
  const headersFor = (ntfyServer?: string) =>
    render({}, { ntfyToken: "tk_x", ...(ntfyServer === undefined ? {} : { ntfyServer }) }).headers;
  const others = [
    undefined,
    "https://ntfy.sh",
    "http://ntfy.example.test",
    "https://ntfy.example.test:8443",
    "https://ntfy.example.test.attacker.test",
    "not a URL",
  ];
  for (const server of others)
    expect(`${server} ${headersFor(server)["authorization"]}`).toBe(`${server} undefined`);
  expect(headersFor("https://ntfy.example.test/")["authorization"]).toBe("Bearer tk_x");
});

test("a page is published as JSON to the server's root", () => {
  const { body, ...rest } = render(
    {},
    { ntfyToken: "tk_x", ntfyServer: "https://ntfy.example.test" },
  );
  expect(rest).toEqual({
    transport: "http",
    method: "POST",
    url: "https://ntfy.example.test/",
    headers: { "content-type": "application/json", authorization: "Bearer tk_x" },
  });
  expect(JSON.parse(body)).toEqual({
    topic: "alice-phone",
    title: "P0 20261123-001 Checkout queue stands still",
    message:
      "Alice, you are paged as on-call engineer.\n" +
      "If nobody answers: Bob (secondary) is paged at 03:17 CET.\n" +
      "- Queue of shard 1 stands still\n" +
      "- Queue of shard 2 stands still",
    priority: 5,
    tags: ["rotating_light"],
    click: "https://tocsin.example.test/a/id.mc3x9d.sig",
    actions: [
      {
        action: "view",
        label: "Acknowledge",
        url: "https://tocsin.example.test/a/id.mc3x9d.sig",
      },
      {
        action: "view",
        label: "Open",
        url: "https://tocsin.example.test/incidents/20261123-001",
      },
    ],
  });
});

test("low urgency is quiet, and without a token there is no header for it", () => {
  const request = render({ urgency: "low", purpose: "informed" });
  expect(JSON.parse(request.body)).toMatchObject({ priority: 2, tags: ["information_source"] });
  expect(request.headers).not.toHaveProperty("authorization");
});

test("without anything to answer, a tap opens the incident", () => {
  const { acknowledgeUrl: _, ...message } = sampleMessage({ purpose: "resolved" });
  const request = ntfy.render(message, TOPIC, { mailFrom: "", webhookSecrets: [] });
  const body = request.transport === "http" ? JSON.parse(request.body) : {};
  expect(body.click).toBe("https://tocsin.example.test/incidents/20261123-001");
  expect(body.actions).toHaveLength(1);
});

test("the longest message stays below what ntfy turns into an attachment", () => {
  const alertTitles = Array.from({ length: 10 }, () => '💥"'.repeat(120));
  const { message } = JSON.parse(render({ alertTitles, firingAlerts: 10 }).body);
  expect(Buffer.byteLength(message)).toBeLessThan(4096);
  expect(message.endsWith("\n…")).toBe(true);
  expect(message.startsWith("Alice, you are paged")).toBe(true);
});

test("ntfy's own id is the reference", () => {
  const outcome = ntfy.interpret({
    kind: "answered",
    status: 200,
    headers: {},
    body: '{"id":"sPs71M8A2T","time":1643935928,"event":"message"}',
  });
  expect(outcome).toEqual({ kind: "delivered", providerReference: "sPs71M8A2T" });
});
