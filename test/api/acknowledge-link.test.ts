import { beforeEach, describe, expect, it } from "vitest";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { pageForIncident } from "../../src/operations/incident/page.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { insertLinks } from "../../src/store/one-time-links.ts";
import { type HttpFixture, httpFixture } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";

const HOUR_MS = 3_600_000;

let fixture: HttpFixture;
let number: string;

beforeEach(async () => {
  fixture = await httpFixture();
  const { context, responder } = fixture;
  const title = "Checkout is down <b>now</b>";
  const incident = await declareIncident(context, SETUP, { title, severity: "P1" });
  number = incident.number;
  await context.database.transaction((tx) =>
    insertLinks(tx, [
      {
        id: "link-1",
        purpose: "acknowledge",
        incidentId: incident.id,
        personId: responder.id,
        role: "On-Call Engineer",
        expiresAt: context.clock.now() + HOUR_MS,
      },
    ]),
  );
});

const state = async () => {
  const path = `/api/v1/incidents/${number}`;
  const answer = await fixture.send("GET", path, { token: fixture.tokens.viewer });
  return (await answer.json()) as { status: string; acknowledgedBy: string | null };
};

describe("GET /a/{token}", () => {
  it("shows what is to be acknowledged and changes nothing, however often it is opened", async () => {
    const before = await incidentTimeline(fixture.context, SETUP, { number });
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await fixture.send(method, "/a/link-1");
      expect(answer.status).toBe(200);
      if (method === "HEAD") continue;
      const text = await answer.text();
      expect(text).toContain("Checkout is down &lt;b&gt;now&lt;/b&gt;");
      expect(text).toContain("Rita Responder, On-Call Engineer");
      expect(text).toContain("<button");
    }
    expect(await incidentTimeline(fixture.context, SETUP, { number })).toEqual(before);
    expect((await state()).status).toBe("open");
  });

  it("needs no token and tells nobody where it was opened from", async () => {
    const { headers } = await fixture.send("GET", "/a/link-1");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toContain("noindex");
  });

  it("has expired after a while", async () => {
    await fixture.context.clock.advance(HOUR_MS);
    expect((await fixture.send("GET", "/a/link-1")).status).toBe(410);
    expect((await fixture.send("POST", "/a/link-1")).status).toBe(410);
    expect((await state()).acknowledgedBy).toBeNull();
  });

  it("says so when somebody else was first, and when it is over", async () => {
    await acknowledgeIncident(fixture.context, SETUP, { number, via: "api" });
    const late = await fixture.send("GET", "/a/link-1");
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("setup was first");
    await resolveIncident(fixture.context, SETUP, { number, reason: "rolled back" });
    const over = await fixture.send("GET", "/a/link-1");
    expect(over.status).toBe(409);
    expect(await over.text()).toContain("is over");
  });
});

describe("POST /a/{token}", () => {
  it("acknowledges once, as the person the link was made for", async () => {
    // A form that is sent under "no-referrer" says that it comes from nowhere.
    const headers = { origin: "null", "content-type": "application/x-www-form-urlencoded" };
    const pressed = await fixture.send("POST", "/a/link-1", { headers, body: "" });
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain("You have acknowledged");
    expect(await state()).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Rita Responder",
    });
    const again = await fixture.send("POST", "/a/link-1", { headers, body: "" });
    expect(again.status).toBe(410);
    const entries = await incidentTimeline(fixture.context, SETUP, { number });
    expect(entries.filter(({ kind }) => kind === "incident.acknowledged")).toHaveLength(1);
  });

  it("lets somebody take part who was asked by hand, when another has it", async () => {
    await acknowledgeIncident(fixture.context, SETUP, { number, via: "api" });
    await pageForIncident(fixture.context, SETUP, { number, whom: "Rita Responder" });
    expect(await (await fixture.send("GET", "/a/link-1")).text()).toContain("Take part in");
    const pressed = await fixture.send("POST", "/a/link-1");
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain("setup has it, and knows.");
    expect(await state()).toMatchObject({
      acknowledgedBy: "setup",
      responders: [{ person: "Rita Responder", joinedAt: expect.any(String) }],
    });
  });

  it("of a link that is not ours does nothing", async () => {
    for (const token of ["nothing", "../../api/v1/me", "%00", "x".repeat(3000)]) {
      const answer = await fixture.send("POST", `/a/${encodeURIComponent(token)}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await state()).status).toBe("open");
  });
});
