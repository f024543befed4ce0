import { describe, expect, it } from "vitest";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { createdSubscriptionSchema, subscriptionListSchema } from "../../contract/subscription.ts";

describe("tocsin subscription", () => {
  const subscription = {
    id: "s1",
    name: "board",
    kind: "webhook",
    host: "board.example.com",
    events: ["incident.opened"],
    team: null,
    createdAt: "2026-11-23T07:00:00.000Z",
    waiting: 4,
    failures: 3,
    failingSince: "2026-11-23T07:10:00.000Z",
    putOffUntil: null,
  };
  const list = json(subscriptionListSchema.parse({ subscriptions: [subscription] }));

  it("gives the secret, this once", async () => {
    const created = createdSubscriptionSchema.parse({
      subscription,
      secret: "whsec_x",
      callbackUrl: null,
    });
    const url = "https://board.example.com/hook";
    const words = ["subscription", "create", "board", url, "--event", "incident.opened"];
    const { out, sent } = await tocsin(words, {
      "POST /api/v1/subscriptions": json(created, 201),
    });
    expect(out).toContain("Secret, shown this once: whsec_x");
    expect(sent).toEqual({ name: "board", url, events: ["incident.opened"] });
  });

  it("says how it stands with each", async () => {
    const { out } = await tocsin(["subscription", "list"], { "GET /api/v1/subscriptions": list });
    expect(out).toContain("failed 3 times in a row");
  });

  it("ends by the name", async () => {
    const { code } = await tocsin(["subscription", "end", "board"], {
      "GET /api/v1/subscriptions": list,
      "DELETE /api/v1/subscriptions/s1": noContent,
    });
    expect(code).toBe(0);
  });
});
