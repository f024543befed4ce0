/**
 * The incident that a playbook gives for an example, lived through over HTTP: the playbook's own messages
 * come out of it, fact for fact, and with other facts none of the example's values does.
 */

import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import type { DraftsJson, IncidentDetailJson } from "../../src/contract/incident.ts";
import type { Playbook, Template } from "../../src/domain/playbook.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { createPerson } from "../../src/operations/person/create.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { readPlaybookFiles } from "../../src/platform/playbook-files.ts";
import { loadSyntaxParsers } from "../../src/platform/syntax-parsers.ts";
import { assemblePlaybook } from "../../src/playbook/assemble-playbook.ts";
import { engineOn, workOff } from "../support/engine-fixture.ts";
import { httpFixture, tokenOf } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { EXAMPLE, isSeedHere, type PlaybookText, SEED } from "../support/playbook-folder.ts";

interface Story {
  readonly day: string;
  readonly severity: string;
  readonly commander: string;
  /** When the alert began, when it came, and when each of the rest was said: `HH:MM`, UTC. */
  readonly times: readonly [string, string, string, string, string, string];
  readonly nextUpdate: string;
  readonly alert: string;
  readonly notes: readonly [string, string, string];
  /** What is told of its states is written by hand. */
  readonly inWords?: true;
  readonly facts: Readonly<Record<"title" | "impact" | "affected" | "service" | "cause", string>>;
}

/** The numbers and names are the playbook's. */
const AS_WRITTEN: Story = {
  day: "2026-01-18",
  severity: "P0",
  commander: "Alice",
  times: ["14:30", "14:32", "14:35", "14:40", "14:45", "15:00"],
  nextUpdate: "15:00",
  alert: "API pods CrashLoopBackOff",
  notes: [
    "Root cause identified (database connection pool exhausted)",
    "Mitigation deployed (increased pool size)",
    "Service recovering, monitoring",
  ],
  facts: {
    title: "API Outage",
    impact: "All users unable to access API",
    affected: "API availability",
    service: "API",
    cause: "database connection exhaustion",
  },
};

const OTHERWISE: Story = {
  day: "2026-03-02",
  severity: "P1",
  commander: "Zoe",
  times: ["08:01", "08:04", "08:11", "08:19", "08:27", "08:51"],
  nextUpdate: "09:15",
  alert: "Ledger queue stuck",
  notes: ["Looked at the queue", "Restarted the workers", "Queue is draining"],
  facts: {
    title: "Invoices late",
    impact: "Invoices arrive an hour late",
    affected: "invoicing",
    service: "Invoicing",
    cause: "a poisoned message",
  },
};

async function load({ path }: PlaybookText, people: readonly string[]): Promise<Playbook> {
  const folder = path === SEED.path ? path : dirname(path);
  const [files, parsers] = await Promise.all([readPlaybookFiles(folder), loadSyntaxParsers()]);
  const { playbook } = assemblePlaybook({ ...files, parsers });
  const contact = (name: string) => [
    { kind: "email" as const, address: `${name.toLowerCase()}@example.test` },
  ];
  return {
    ...playbook,
    timeZone: "UTC",
    overlay: {
      ...playbook.overlay,
      people: people.map((name) => ({ name, contact: contact(name) })),
    },
  };
}

/** Lives through it, and gives the announcement, then what was said for each state. */
async function play(text: PlaybookText, story: Story) {
  const fixture = await httpFixture();
  const { context, send } = fixture;
  const playbook = await load(text, text.people);
  await activatePlaybook(context, SETUP, {
    playbook,
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const commander = text.people.includes(story.commander)
    ? undefined
    : await createPerson(context, SETUP, {
        name: story.commander,
        role: "responder",
        teams: [],
        contactMethods: [],
      });
  const listed = (await (
    await send("GET", "/api/v1/people", { token: fixture.tokens.admin })
  ).json()) as { people: { id: string; name: string }[] };
  const personId =
    commander?.id ?? listed.people.find(({ name }) => name === story.commander)?.id ?? "";
  const token = await tokenOf(context, { role: "responder", personId });
  const { key } = await createIntegration(context, SETUP, { name: "am", kind: "alertmanager" });
  const engine = engineOn(context);
  const until = async (time: string): Promise<void> => {
    await context.clock.advance(Date.parse(`${story.day}T${time}:00Z`) - context.clock.now());
    await workOff(engine);
  };
  const [began, opened, ...said] = story.times;
  await until(opened);
  const answer = await send("POST", "/ingest/alertmanager", {
    token: key,
    body: {
      version: "4",
      groupKey: "{}:{}",
      status: "firing",
      receiver: "tocsin",
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: "http://am.example",
      alerts: [
        {
          status: "firing",
          labels: { alertname: story.alert, severity: story.severity },
          annotations: {},
          startsAt: `${story.day}T${began}:00Z`,
          endsAt: "0001-01-01T00:00:00Z",
          generatorURL: "",
          fingerprint: "a1",
        },
      ],
    },
  });
  expect(answer.status).toBe(200);
  await workOff(engine);
  const { incidents } = (await (await send("GET", "/api/v1/incidents", { token })).json()) as {
    incidents: IncidentDetailJson[];
  };
  const at = `/api/v1/incidents/${incidents[0]?.number}`;
  const post = async (path: string, body: object) => {
    const response = await send("POST", `${at}${path}`, { token, body });
    expect([
      path,
      response.status,
      response.status === 200 ? "" : await response.clone().text(),
    ]).toEqual([path, 200, ""]);
    return response;
  };
  await post("/roles/incident%20commander/accept", {});
  const sent: string[] = [];
  const states = ["investigating", "identified", "monitoring", "resolved"] as const;
  let announcement: DraftsJson["drafts"][number] | undefined;
  for (const [index, publicStatus] of states.entries()) {
    await until(said[index] ?? "");
    const note = story.notes[index];
    if (note !== undefined) await post("/notes", { text: note });
    const facts = index === 0 ? { facts: story.facts } : {};
    const words = story.inWords === true ? { text: note ?? "Over" } : { template: "status page" };
    await post("/updates", { ...words, publicStatus, ...facts });
    if (publicStatus !== "monitoring") continue;
    // Said for the room, in which it still is being looked into.
    const drafted = await post("/drafts", {
      template: "slack",
      publicStatus: "investigating",
      nextUpdateAt: `${story.day}T${story.nextUpdate}:00Z`,
    });
    announcement = ((await drafted.json()) as DraftsJson).drafts[0];
  }
  const timeline = (await (await send("GET", `${at}/timeline`, { token })).json()) as {
    entries: { kind: string; data: { text?: string } }[];
  };
  for (const { kind, data } of timeline.entries) if (kind === "update") sent.push(data.text ?? "");
  const { drafts } = (await (await post("/drafts", {})).json()) as DraftsJson;
  return { playbook, announcement, sent, drafts };
}

function templateIn({ templates }: Playbook, channel: string): Template {
  const found = templates.find((template) => template.channel === channel);
  if (found === undefined) throw new Error(`the playbook has no template for ${channel}`);
  return found;
}

describe.runIf(isSeedHere)("the playbook of ../shared/seed", () => {
  it("announces its example incident, and words its states, as it says itself", async () => {
    const { playbook, announcement, sent } = await play(SEED, AS_WRITTEN);
    expect(announcement).toMatchObject({ text: templateIn(playbook, "slack").body, missing: [] });
    const wording = templateIn(playbook, "status-page").body.split("\n\n").slice(1);
    expect(sent).toEqual(wording);
  });

  it("says other names, times and another severity where the incident is another", async () => {
    const { announcement, sent } = await play(SEED, OTHERWISE);
    expect(announcement?.missing).toEqual([]);
    expect(announcement?.text.split("\n")).toEqual([
      "# #incident-20260302-001",
      "",
      "🚨 **INCIDENT P1**: Invoices late",
      "**Status**: Investigating",
      "**Impact**: Invoices arrive an hour late",
      "**Started**: 2026-03-02 08:01 UTC",
      "**Incident Commander**: @zoe",
      "",
      "**Timeline**:",
      "",
      "- 08:01 UTC: Alert triggered (Ledger queue stuck)",
      "- 08:04 UTC: Incident opened, on-call paged",
      "- 08:11 UTC: Looked at the queue",
      "- 08:19 UTC: Restarted the workers",
      "- 08:27 UTC: Queue is draining",
      "",
      "**Next Update**: 09:15 UTC",
    ]);
    expect(sent).toEqual([
      "**Investigating** - We are investigating an issue with invoicing. Our engineers are actively working to resolve the issue.\nPosted: 2026-03-02 08:11 UTC",
      "**Identified** - We have identified the root cause as a poisoned message and are deploying a fix.\nPosted: 2026-03-02 08:19 UTC",
      "**Monitoring** - The fix has been deployed and service is recovering. We are monitoring to ensure stability.\nPosted: 2026-03-02 08:27 UTC",
      "**Resolved** - The issue has been fully resolved. Invoicing is operating normally.\nPosted: 2026-03-02 08:51 UTC",
    ]);
  });
});

describe("the example playbook", () => {
  it("announces the incident, and leaves to people what its status texts say of another one", async () => {
    const { announcement, drafts } = await play(EXAMPLE, { ...OTHERWISE, inWords: true });
    expect(announcement?.missing).toEqual([]);
    expect(announcement?.text.split("\n").slice(0, 8)).toEqual([
      "# #incident-20260302-001",
      "",
      "**INCIDENT P1**: Invoices late",
      "**Status**: Investigating",
      "**Impact**: Invoices arrive an hour late",
      "**Started**: 2026-03-02 08:01 UTC",
      "**Incident Commander**: Zoe",
      "",
    ]);
    const status = drafts.find(({ channel }) => channel === "status-page");
    expect(status?.text).toContain("**Resolved** - ");
    expect(status?.text).not.toContain("Tracking");
  });
});
