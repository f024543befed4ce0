import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { OutboundRequest } from "./channel.ts";
import { webhookHeaders } from "./standard-webhooks.ts";
import { webhook } from "./webhook.ts";

const NEW = `whsec_${Buffer.from("the new secret, 24 bytes").toString("base64")}`;
const OLD = `whsec_${Buffer.from("the old secret, 24 bytes").toString("base64")}`;

function render(
  changes: Partial<Message> = {},
  webhookSecrets: string[] = [NEW],
): Extract<OutboundRequest, { transport: "http" }> {
  const address = "https://hooks.example.test/in?team=a";
  const request = webhook.render(sampleMessage(changes), address, { mailFrom: "", webhookSecrets });
  if (request.transport !== "http") throw new Error("not HTTP");
  return request;
}

/** As a receiver would verify it, after the specification's text. */
function isSignedWith(request: ReturnType<typeof render>, secret: string): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const { "webhook-id": id, "webhook-timestamp": time } = request.headers;
  const expected = createHmac("sha256", key).update(`${id}.${time}.${request.body}`).digest();
  return (request.headers["webhook-signature"] ?? "").split(" ").some((signature) => {
    const [version, value] = signature.split(",");
    return version === "v1" && Buffer.from(value ?? "", "base64").equals(expected);
  });
}

test("a page", () => {
  const request = render();
  expect(request.url).toBe("https://hooks.example.test/in?team=a");
  expect(request.headers).toMatchObject({
    "content-type": "application/json",
    "webhook-id": "01932c5e-7d4a-7000-8000-000000000001",
    "webhook-timestamp": "1795400070",
  });
  expect(JSON.parse(request.body)).toEqual({
    type: "notification.page",
    version: 1,
    timestamp: "2026-11-23T02:14:30.000Z",
    data: {
      notificationId: "01932c5e-7d4a-7000-8000-000000000001",
      purpose: "page",
      urgency: "high",
      summary: "P0 20261123-001 Checkout queue stands still",
      mayRepeat: false,
      person: "Alice",
      role: "on-call engineer",
      reason: "",
      next: "Bob (secondary) is paged at 03:17 CET",
      incident: {
        number: "20261123-001",
        title: "Checkout queue stands still",
        severity: "P0",
        severityName: "Critical",
        status: "open",
        openedAt: "2026-11-23T02:12:10.000Z",
        firingAlerts: 2,
        alerts: ["Queue of shard 1 stands still", "Queue of shard 2 stands still"],
        actions: [{ text: "Page the on-call engineer at once", line: 55 }],
        url: "https://tocsin.example.test/incidents/20261123-001",
      },
      acknowledgeUrl: "https://tocsin.example.test/a/id.mc3x9d.sig",
    },
  });
});

describe("signatures", () => {
  test("agree with the specification's own example", () => {
    const content = {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    };
    const headers = webhookHeaders(content, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("verify with the secret and no other", () => {
    expect(isSignedWith(render(), NEW)).toBe(true);
    expect(isSignedWith(render(), OLD)).toBe(false);
    const tampered = { ...render(), body: render({ incidentTitle: "Other" }).body };
    expect(isSignedWith(tampered, NEW)).toBe(false);
  });

  test("while a secret is replaced both sign, the newest first", () => {
    const request = render({}, [NEW, OLD]);
    expect(isSignedWith(request, NEW) && isSignedWith(request, OLD)).toBe(true);
    expect(request.headers["webhook-signature"]?.split(" ")[0]).toBe(
      render({}, [NEW]).headers["webhook-signature"],
    );
  });

  test("without a secret there is none", () => {
    expect(render({}, []).headers).not.toHaveProperty("webhook-signature");
  });

  test("the id stays the same for another try, the timestamp does not", () => {
    const again = render({ now: sampleMessage().now + 60_000 });
    expect(again.headers["webhook-id"]).toBe(render().headers["webhook-id"]);
    expect(again.headers["webhook-timestamp"]).toBe("1795400130");
  });
});
