/** Web push the whole way: a link, a browser, a page that is sealed and signed, and what the push service says. */

import { describe, expect, it } from "vitest";
import type { AuditListJson } from "../../src/contract/audit.ts";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import type { OnCallJson } from "../../src/contract/on-call.ts";
import { MS } from "../../src/domain/duration.ts";
import type { FakeBrowser } from "../support/fake-push-service.ts";
import { PUSH_PUBLIC_URL, type PushFixture, pushFixture } from "../support/push-fixture.ts";

/** Whom the example playbook pages first, with a browser as the only way to reach them. */
async function subscribed(): Promise<PushFixture & { name: string; browser: FakeBrowser }> {
  const fixture = await pushFixture();
  const { tocsin, service } = fixture;
  const onCall = (await (await tocsin.request("/api/v1/oncall")).json()) as OnCallJson;
  const name = onCall.rotations[0]?.onCall[0]?.person ?? "";
  const person = (await fixture.people()).find((one) => one.name === name);
  for (const { id } of person?.contactMethods ?? []) {
    const path = `/api/v1/people/${person?.id}/contact-methods/${id}`;
    await tocsin.request(path, { method: "DELETE" });
  }
  const browser = service.subscribe();
  const test = service.expect(browser);
  expect((await fixture.press(await fixture.link(name), browser)).status).toBe(201);
  expect((await test).payload["title"]).toBe("Pages arrive on this device");
  return { ...fixture, name, browser };
}

async function declare({ tocsin }: PushFixture): Promise<string> {
  const body = JSON.stringify({ title: "Tracker answers nobody", severity: "P0" });
  const answer = await tocsin.request("/api/v1/incidents", { method: "POST", body });
  return ((await answer.json()) as { number: string }).number;
}

async function incident({ tocsin }: PushFixture, number: string): Promise<IncidentDetailJson> {
  return (await (await tocsin.request(`/api/v1/incidents/${number}`)).json()) as IncidentDetailJson;
}

/** Waits until the page over web push is settled, and gives its state and reason. */
async function outcome(fixture: PushFixture, number: string): Promise<string> {
  let said = "";
  await fixture.tocsin.until("a push is settled", async () => {
    const { notifications } = await incident(fixture, number);
    const push = notifications.find(({ channel, attempts }) => channel === "web-push" && attempts);
    said = `${push?.state} ${push?.reason ?? ""}`.trim();
    return (
      push !== undefined && push.state !== "sending" && (push.attempts > 1 || said !== "pending")
    );
  });
  return said;
}

describe("a page over web push", () => {
  it("reaches the browser, and its link acknowledges", async () => {
    const fixture = await subscribed();
    const page = fixture.service.expect(fixture.browser);
    const number = await declare(fixture);
    const { payload, urgency, ttlSeconds, subject } = await page;
    expect(payload).toMatchObject({
      title: expect.stringContaining("Tracker answers nobody"),
      severity: "P0",
      number,
      urgent: true,
      url: `${PUSH_PUBLIC_URL}/incidents/${number}`,
    });
    expect({ urgency, subject }).toEqual({ urgency: "high", subject: PUSH_PUBLIC_URL });
    expect(ttlSeconds).toBeLessThan(30 * 60);
    expect(await outcome(fixture, number)).toBe("delivered");
    // As the worker does it.
    const link = new URL(String(payload["acknowledgeUrl"]));
    const pressed = await fetch(fixture.tocsin.url + link.pathname, { method: "POST" });
    expect(pressed.status).toBe(200);
    expect(await incident(fixture, number)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: fixture.name,
    });
  });

  it.each([404, 410])("that meets %i takes the browser away, and says so", async (status) => {
    const fixture = await subscribed();
    const page = fixture.service.expect(fixture.browser, status);
    const number = await declare(fixture);
    await page;
    expect(await outcome(fixture, number)).toBe(`failed address-refused: HTTP ${status}`);
    const person = (await fixture.people()).find((one) => one.name === fixture.name);
    expect(person).toMatchObject({ contactMethods: [], reachable: false });
    const audit = await fixture.tocsin.request("/api/v1/audit");
    expect(((await audit.json()) as AuditListJson).entries).toContainEqual(
      expect.objectContaining({
        action: "contact-method.remove",
        subject: `person ${person?.id}`,
        details: expect.objectContaining({ because: `HTTP ${status}` }),
      }),
    );
  });

  it.each([
    [403, "failed authentication: HTTP 403"],
    [413, "failed payload-refused: HTTP 413"],
    [429, "pending rate-limited: HTTP 429"],
    [500, "pending provider-error: HTTP 500"],
    [503, "pending provider-error: HTTP 503"],
    ["silence", "pending timeout: no answer in time"],
  ] as const)("that meets %s is %s, and the browser stays", async (answer, said) => {
    const fixture = await subscribed();
    const page = fixture.service.expect(fixture.browser, answer);
    const number = await declare(fixture);
    await page;
    expect(await outcome(fixture, number)).toBe(said);
    const person = (await fixture.people()).find((one) => one.name === fixture.name);
    expect(person?.contactMethods).toHaveLength(1);
  });

  it("that was not taken is sent again, and arrives", async () => {
    const fixture = await subscribed();
    const first = fixture.service.expect(fixture.browser, 503);
    const number = await declare(fixture);
    const { topic, payload } = await first;
    await outcome(fixture, number);
    const second = fixture.service.expect(fixture.browser);
    await fixture.tocsin.advance(5 * MS.second);
    expect(await second).toMatchObject({ topic, payload: { tag: payload["tag"] } });
    await fixture.tocsin.until("it is delivered", async () =>
      (await incident(fixture, number)).notifications.some(
        ({ channel, state, attempts }) =>
          channel === "web-push" && state === "delivered" && attempts === 2,
      ),
    );
  });

  it("that the push service loses is followed by the next step", async () => {
    const fixture = await subscribed();
    const page = fixture.service.expect(fixture.browser, "lose");
    const number = await declare(fixture);
    await page;
    expect(await outcome(fixture, number)).toBe("delivered");
    expect(fixture.browser.received.map(({ payload }) => payload["number"])).toEqual([""]);
    const { escalation } = await incident(fixture, number);
    const next = Date.parse(escalation.next?.at ?? "");
    await fixture.tocsin.advance(next - fixture.tocsin.now());
    await fixture.tocsin.until("somebody else is paged", async () =>
      (await incident(fixture, number)).notifications.some(
        ({ person, state }) => person !== fixture.name && state === "delivered",
      ),
    );
  });
});

describe("a link to subscribe", () => {
  it("subscribes one browser, which is shown without its address", async () => {
    const fixture = await subscribed();
    const person = (await fixture.people()).find((one) => one.name === fixture.name);
    const { host } = new URL(fixture.browser.endpoint);
    expect(person?.contactMethods).toMatchObject([
      { kind: "web-push", address: `Chrome on Android (${host})` },
    ]);
    const everything = await (await fixture.tocsin.request("/api/v1/people")).text();
    const audit = await (await fixture.tocsin.request("/api/v1/audit")).text();
    for (const secret of [fixture.browser.path, fixture.browser.auth, fixture.browser.p256dh]) {
      expect(everything + audit).not.toContain(secret);
    }
  });

  it("may be sent twice by the same browser, whose first answer was lost, and by no other", async () => {
    const { service, tocsin, ...fixture } = await pushFixture();
    const path = await fixture.link("Jonas");
    const browser = service.subscribe();
    for (let sent = 0; sent < 2; sent += 1) {
      const test = service.expect(browser);
      expect((await fixture.press(path, browser)).status).toBe(201);
      await test;
    }
    const other = await fixture.press(path, service.subscribe());
    expect(other.status).toBe(410);
    expect(await other.text()).toContain("used on another device");
    const page = await fetch(tocsin.url + path);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain("has been used");
  });

  it("forgets a browser at once whose push service does not know it", async () => {
    const { service, ...fixture } = await pushFixture();
    const browser = service.subscribe();
    const test = service.expect(browser, 410);
    const done = await fixture.press(await fixture.link("Jonas"), browser);
    await test;
    expect(await done.json()).toMatchObject({
      testSent: false,
      problem: "address-refused: HTTP 410",
    });
    const jonas = (await fixture.people()).find(({ name }) => name === "Jonas");
    expect(jonas?.contactMethods.map(({ kind }) => kind)).not.toContain("web-push");
  });

  it("works for a day, and not when it was altered", async () => {
    const { service, tocsin, ...fixture } = await pushFixture();
    const path = await fixture.link("Jonas");
    const altered = path.replace(/.$/u, (last) => (last === "A" ? "B" : "A"));
    expect((await fetch(tocsin.url + altered)).status).toBe(404);
    expect((await fixture.press(altered, service.subscribe())).status).toBe(404);
    await tocsin.advance(24 * MS.hour);
    expect((await fetch(tocsin.url + path)).status).toBe(410);
    expect((await fixture.press(path, service.subscribe())).status).toBe(410);
  });

  it("takes nothing that is no subscription", async () => {
    const { service, ...fixture } = await pushFixture();
    const path = await fixture.link("Jonas");
    const browser = service.subscribe();
    for (const wrong of [
      { endpoint: "http://push.example/x" },
      { auth: "short" },
      { p256dh: browser.auth },
    ]) {
      const refused = await fixture.press(path, { ...browser, ...wrong });
      expect(refused.status).toBe(400);
    }
  });
});
