import { describe, expect, it } from "vitest";
import type { Message } from "../../src/domain/message.ts";
import { webPush } from "../../src/integrations/web-push.ts";
import { WorkerFrame } from "../support/push-worker.ts";
import { sampleMessage } from "../support/sample-message.ts";

const ADDRESS = JSON.stringify({
  endpoint: "https://push.example.test/x",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
});
const TAG = "incident-20261123-001";
const LINK = "https://tocsin.example/a/id.mc3x9d.sig";
const INCIDENT = "https://tocsin.example/incidents/20261123-001";

/** What the channel renders is what the worker reads. */
function payload(changes: Partial<Message> = {}): string {
  const message = sampleMessage({ acknowledgeUrl: LINK, incidentUrl: INCIDENT, ...changes });
  return rendered(message);
}

function informing(changes: Partial<Message>): string {
  const { acknowledgeUrl: _, ...message } = sampleMessage({ incidentUrl: INCIDENT, ...changes });
  return rendered(message);
}

function rendered(message: Message): string {
  const request = webPush.render(message, ADDRESS, { mailFrom: "", webhookSecrets: [] });
  return request.transport === "web-push" ? request.payload : "";
}

describe("a message that comes", () => {
  it("is shown with its buttons, and stays until somebody touches it", async () => {
    const frame = new WorkerFrame();
    expect(await frame.push(payload())).toBe(1);
    expect(frame.screen.get(TAG)).toMatchObject({
      title: "P0 20261123-001 Checkout queue stands still",
      options: {
        body: expect.stringContaining("Bob (secondary) is paged"),
        tag: TAG,
        renotify: true,
        requireInteraction: true,
        actions: [
          { action: "acknowledge", title: "Acknowledge" },
          { action: "open", title: "Open" },
        ],
      },
    });
  });

  it.each([undefined, "", "{", "null", "[]", '"text"', "{}", '{"title":7}'])(
    "and is %j is shown all the same",
    async (text) => {
      const frame = new WorkerFrame();
      expect(await frame.push(text)).toBe(1);
      expect([...frame.screen.values()][0]?.title).toContain("something is wrong");
    },
  );

  it("replaces what came before of its incident, and nothing of others", async () => {
    const frame = new WorkerFrame();
    await frame.push(payload());
    await frame.push(payload({ incidentTitle: "Checkout queue moves again" }));
    await frame.push(payload({ incidentNumber: "20261123-002" }));
    expect(frame.screen.size).toBe(2);
    expect(frame.screen.get(TAG)?.title).toContain("moves again");
  });

  it("and only informs keeps the way to answer the page that it replaces", async () => {
    const frame = new WorkerFrame();
    await frame.push(payload());
    await frame.push(informing({ purpose: "clock-breach" }));
    await frame.click(TAG, "acknowledge");
    expect(frame.requests.map(({ url }) => url)).toEqual([LINK]);
  });

  it("and says that it is over takes the way to answer away", async () => {
    const frame = new WorkerFrame();
    await frame.push(payload());
    await frame.push(informing({ purpose: "resolved", urgency: "low" }));
    expect(frame.screen.get(TAG)?.options).toMatchObject({
      actions: [{ action: "open", title: "Open" }],
      requireInteraction: false,
    });
  });
});

describe("a touch", () => {
  it("on Acknowledge presses the button of the link's page", async () => {
    const frame = new WorkerFrame(200);
    await frame.push(payload());
    await frame.click(TAG, "acknowledge");
    expect(frame.requests).toMatchObject([{ url: LINK, init: { method: "POST", body: "" } }]);
    expect(frame.screen.get(TAG)?.title).toBe("20261123-001: you have it");
  });

  it.each([
    [409, "20261123-001: nothing was changed"],
    [410, "20261123-001: nothing was changed"],
    [404, "20261123-001 is NOT acknowledged"],
    [503, "20261123-001 is NOT acknowledged"],
    ["no connection", "20261123-001 is NOT acknowledged"],
  ] as const)("on Acknowledge that meets %s says so, and can be opened", async (status, title) => {
    const frame = new WorkerFrame(status);
    await frame.push(payload());
    await frame.click(TAG, "acknowledge");
    expect(frame.screen.get(TAG)?.title).toBe(title);
    await frame.click(TAG);
    expect(frame.opened).toEqual([LINK]);
  });

  it("on Acknowledge posts to nobody else", async () => {
    const frame = new WorkerFrame(200);
    await frame.push(payload({ acknowledgeUrl: "https://evil.test/a/x" }));
    await frame.click(TAG, "acknowledge");
    expect(frame.requests).toEqual([]);
    expect(frame.screen.get(TAG)?.title).toContain("NOT acknowledged");
  });

  it.each(["", "open"])("elsewhere (%j) opens the page that acknowledges", async (action) => {
    const frame = new WorkerFrame();
    await frame.push(payload());
    await frame.click(TAG, action);
    expect(frame.opened).toEqual([LINK]);
    expect(frame.requests).toEqual([]);
  });

  it("on what needs no answer opens the incident", async () => {
    const frame = new WorkerFrame();
    await frame.push(informing({ purpose: "informed" }));
    await frame.click(TAG);
    expect(frame.opened).toEqual([INCIDENT]);
  });

  it("on a message that could not be read opens Tocsin", async () => {
    const frame = new WorkerFrame();
    await frame.push("{");
    await frame.click("unreadable");
    expect(frame.opened).toEqual(["https://tocsin.example/"]);
  });
});
