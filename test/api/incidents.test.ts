import { describe, expect, it } from "vitest";
import {
  acknowledgedManySchema,
  incidentDetailSchema,
  incidentListSchema,
} from "../../src/contract/incident.ts";
import { onCallSchema } from "../../src/contract/on-call.ts";
import { postmortemFactsSchema } from "../../src/contract/postmortem.ts";
import { timelineSchema } from "../../src/contract/timeline.ts";
import { listLatestAudit } from "../../src/store/audit.ts";
import { type HttpFixture, httpFixture } from "../support/http-fixture.ts";
import { START } from "../support/incident-fixtures.ts";

const MINUTE_MS = 60_000;

function asResponder({ send, tokens }: HttpFixture) {
  const token = tokens.responder;
  return {
    get: (path: string) => send("GET", `/api/v1${path}`, { token }),
    post: (path: string, body?: unknown) =>
      send("POST", `/api/v1${path}`, body === undefined ? { token } : { token, body }),
  };
}

async function declare(fixture: HttpFixture, body: object) {
  const answer = await asResponder(fixture).post("/incidents", body);
  expect(answer.status).toBe(201);
  const incident = incidentDetailSchema.parse(await answer.json());
  expect(answer.headers.get("location")).toBe(`/api/v1/incidents/${incident.number}`);
  return incident;
}

describe("an incident", () => {
  it("goes from declared to postmortem", async () => {
    const fixture = await httpFixture();
    const { get, post } = asResponder(fixture);
    const { clock } = fixture.context;
    const declared = await declare(fixture, {
      title: "Checkout is down",
      severity: "P0",
      description: "Nobody can pay.",
    });
    expect(declared).toMatchObject({
      number: "20260114-001",
      status: "open",
      severity: "P0",
      severityName: "Critical",
      openedAt: new Date(START).toISOString(),
      escalation: { mode: "running" },
      roles: [{ role: "incident commander", person: null }],
    });
    expect(declared.clocks[0]).toMatchObject({
      kind: "response",
      target: "PT15M",
      dueAt: new Date(START + 15 * MINUTE_MS).toISOString(),
      outcome: null,
    });
    const { number } = declared;
    const step = async (path: string, body?: unknown) => {
      await clock.advance(MINUTE_MS);
      const answer = await post(`/incidents/${number}${path}`, body);
      expect(`${path} ${answer.status}`).toBe(`${path} 200`);
      return incidentDetailSchema.parse(await answer.json());
    };

    expect(await step("/acknowledge")).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Rita Responder",
    });
    expect((await step("/roles/Incident%20Commander/accept")).roles[0]?.person).toBe(
      "Rita Responder",
    );
    await step("/notes", { text: "It is DNS." });
    await step("/updates", { text: "We know why.", publicStatus: "identified" });
    expect((await step("/severity", { severity: "p1", reason: "a part only" })).severity).toBe(
      "P1",
    );
    expect((await step("/resolve", { reason: "rolled back" })).status).toBe("resolved");
    expect((await step("/reopen", { reason: "it is back" })).status).toBe("open");
    await step("/resolve");
    expect((await step("/close")).status).toBe("closed");

    const timeline = timelineSchema.parse(
      await (await get(`/incidents/${number}/timeline`)).json(),
    );
    expect(timeline.entries.map(({ seq }) => seq)).toEqual(
      timeline.entries.map((_, index) => index + 1),
    );
    const said = timeline.entries.map(({ text }) => text).join("\n");
    for (const words of ["Nobody can pay.", "It is DNS.", "We know why.", "a part only"])
      expect(said).toContain(words);
    const rest = timelineSchema.parse(
      await (await get(`/incidents/${number}/timeline?after=${timeline.lastSeq}`)).json(),
    );
    expect(rest).toEqual({ entries: [], lastSeq: timeline.lastSeq });

    const markdown = await get(`/incidents/${number}/postmortem`);
    expect(markdown.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(await markdown.text()).toContain("Checkout is down");
    const facts = await fixture.send("GET", `/api/v1/incidents/${number}/postmortem`, {
      token: fixture.tokens.viewer,
      headers: { accept: "application/json" },
    });
    expect(postmortemFactsSchema.parse(await facts.json())).toMatchObject({
      number,
      contributors: ["Rita Responder"],
      severities: [{ id: "P0" }, { id: "P1" }],
    });
  });

  it("says who is paged next and who was told", async () => {
    const fixture = await httpFixture();
    const { number } = await declare(fixture, { title: "Checkout is down", severity: "P0" });
    const answer = await asResponder(fixture).get(`/incidents/${number}`);
    const incident = incidentDetailSchema.parse(await answer.json());
    expect(incident.escalation.next).not.toBeNull();
    for (const notification of incident.notifications)
      expect(notification).not.toHaveProperty("address");
  });

  it("refuses what its state does not allow, and what the playbook does not have", async () => {
    const fixture = await httpFixture();
    const { post } = asResponder(fixture);
    const { number } = await declare(fixture, { title: "Checkout is down" });
    await post(`/incidents/${number}/acknowledge`);
    expect((await post(`/incidents/${number}/acknowledge`)).status).toBe(409);
    expect((await post(`/incidents/${number}/close`)).status).toBe(409);
    const wrong = { severity: "P9", reason: "no" };
    expect((await post(`/incidents/${number}/severity`, wrong)).status).toBe(400);
    expect((await post("/incidents", { title: "x", severity: "P9" })).status).toBe(400);
    expect((await post("/incidents/20260114-999/acknowledge")).status).toBe(404);
    expect((await post("/incidents/1;drop/acknowledge")).status).toBe(400);
  });
});

describe("several incidents at once", () => {
  it("are acknowledged each by itself", async () => {
    const fixture = await httpFixture();
    const { get, post } = asResponder(fixture);
    const [first, second] = [
      await declare(fixture, { title: "Checkout is down" }),
      await declare(fixture, { title: "Search is down" }),
    ];
    await post(`/incidents/${second.number}/resolve`);
    const numbers = [first.number, second.number, "20260114-999", first.number];
    const answer = await post("/incidents/acknowledge", { numbers });
    expect(answer.status).toBe(200);
    const { results } = acknowledgedManySchema.parse(await answer.json());
    expect(results).toEqual([
      { number: first.number, refused: null },
      {
        number: second.number,
        refused: { code: "conflict", message: `${second.number} is resolved.` },
      },
      {
        number: "20260114-999",
        refused: { code: "not-found", message: "There is no incident 20260114-999." },
      },
    ]);
    const shown = incidentDetailSchema.parse(
      await (await get(`/incidents/${first.number}`)).json(),
    );
    expect(shown.acknowledgedBy).toBe("Rita Responder");
    const tooMany = Array.from({ length: 101 }, () => first.number);
    expect((await post("/incidents/acknowledge", { numbers: tooMany })).status).toBe(400);
  });
});

describe("paging by hand", () => {
  it("is shown with the incident, and audited", async () => {
    const fixture = await httpFixture();
    const { post } = asResponder(fixture);
    const { number } = await declare(fixture, { title: "Checkout is down" });
    const done = async (path: string, body: unknown) => {
      const answer = await post(`/incidents/${number}/${path}`, body);
      expect(`${path} ${answer.status}`).toBe(`${path} 200`);
      return incidentDetailSchema.parse(await answer.json());
    };
    const added = await done("responders", { whom: "cleo" });
    expect(added.responders).toMatchObject([{ person: "Cleo", role: "responder" }]);
    const until = new Date(START + 30 * MINUTE_MS).toISOString();
    expect(await done("snooze", { until, reason: "closed" })).toMatchObject({
      snoozedUntil: until,
    });
    const audit = await listLatestAudit(fixture.context.database.read, { limit: 2 });
    expect(audit.map(({ action, subject }) => [action, subject])).toEqual([
      ["incident.snooze", `incident ${number}`],
      ["incident.add-responder", `incident ${number}`],
    ]);
  });

  it("says in plain words what does not work", async () => {
    const fixture = await httpFixture();
    const { post } = asResponder(fixture);
    const { number } = await declare(fixture, { title: "Checkout is down" });
    const refusal = async (path: string, body?: unknown) => {
      const answer = await post(`/incidents/${number}/${path}`, body);
      expect(answer.status).toBe(409);
      return ((await answer.json()) as { detail: string }).detail;
    };
    expect(await refusal("page", { whom: "Zoe" })).toBe(
      'there is no person, schedule, role or team "Zoe".',
    );
    expect(await refusal("reassign", { whom: "Ann" })).toBe(
      `${number} was not reassigned: Ann has no contact method.`,
    );
    expect(await refusal("unacknowledge")).toBe(`${number} is open: nobody has acknowledged it.`);
    const until = new Date(START - 1).toISOString();
    expect(await refusal("snooze", { until })).toContain("a time that has passed");
    expect((await post(`/incidents/${number}/snooze`, { until: "later" })).status).toBe(400);
  });
});

describe("the list of incidents", () => {
  it("comes in pages, the newest first, and by status", async () => {
    const fixture = await httpFixture();
    const { get, post } = asResponder(fixture);
    const numbers: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await fixture.context.clock.advance(MINUTE_MS);
      numbers.unshift((await declare(fixture, { title: `Incident ${i}` })).number);
    }
    await post(`/incidents/${numbers[0]}/acknowledge`);

    const page = async (query: string) =>
      incidentListSchema.parse(await (await get(`/incidents?${query}`)).json());
    const seen: string[] = [];
    let before: string | null = "";
    while (before !== null) {
      const next = await page(`limit=2${before === "" ? "" : `&before=${before}`}`);
      seen.push(...next.incidents.map(({ number }) => number));
      before = next.nextBefore;
    }
    expect(seen).toEqual(numbers);
    const open = await page("status=open");
    expect(open.incidents.map(({ number }) => number)).toEqual(numbers.slice(1));
    expect(open.nextBefore).toBeNull();
    expect((await get("/incidents?status=sleeping")).status).toBe(400);
    expect((await get("/incidents?limit=100000")).status).toBe(400);
  });
});

describe("GET /api/v1/oncall", () => {
  it("names who is on call, at any instant, and whom nobody can reach", async () => {
    const fixture = await httpFixture();
    const { get } = asResponder(fixture);
    const now = onCallSchema.parse(await (await get("/oncall")).json());
    expect(now.at).toBe(new Date(START).toISOString());
    const [rotation] = now.rotations;
    expect(rotation?.onCall.map(({ column, person }) => [column, person])).toEqual([
      ["Primary", "Ann"],
      ["Secondary", "Ben"],
      ["Escalation", "Cleo"],
    ]);
    // The playbook names her, and nobody has given her a contact method.
    expect(rotation?.onCall[0]).toMatchObject({ reachable: false, override: false });
    expect(rotation?.next[0]?.person).toBe("Ben");
    const later = await get("/oncall?at=2026-01-20T12:00:00%2B01:00");
    const [then] = onCallSchema.parse(await later.json()).rotations;
    expect(then?.onCall[0]?.person).toBe("Ben");
    expect((await get("/oncall?at=tomorrow")).status).toBe(400);
  });
});
