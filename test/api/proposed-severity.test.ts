/** A severity that answers to checklists propose: shown, taken by one verb, ended by whoever sets one. */

import { describe, expect, it } from "vitest";
import { incidentDetailSchema } from "../../src/contract/incident.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { makeReachable } from "../support/engine-fixture.ts";
import { freshHash } from "../support/fresh-hash.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { playbook } from "../support/playbook-fixture.ts";

const source = { file: "playbook.md", line: 650 };
const EXTENT = {
  id: "extent",
  title: "Extent",
  groups: [
    {
      id: "who",
      title: "Who",
      items: [
        {
          id: "users",
          text: "Users affected",
          type: "choice",
          choices: ["All", "Some"],
          proposes: [
            { answer: "Some", severity: "P1", text: "High error rate (>5%)", source },
            { answer: "All", severity: "P0", text: "Checkout is down", source },
          ],
          source,
        },
        {
          id: "lead",
          text: "Lead needed",
          type: "boolean",
          callsOneOf: ["Engineering Lead", "Communications Lead"],
          source,
        },
      ],
      source,
    },
  ],
  source,
} as const;

async function incident(severity = "P2") {
  const fixture = await httpFixture();
  await makeReachable(fixture.context);
  await activatePlaybook(fixture.context, SETUP, {
    playbook: {
      ...playbook,
      hash: freshHash(),
      checklists: [...playbook.checklists, EXTENT],
    },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const token = fixture.tokens.responder;
  const body = { title: "Checkout is slow", severity };
  const declared = await fixture.send("POST", "/api/v1/incidents", { token, body });
  const { number } = incidentDetailSchema.parse(await declared.json());
  const at = `/api/v1/incidents/${number}`;
  const post = (path: string, sent: object = {}) =>
    fixture.send("POST", `${at}/${path}`, { token, body: sent });
  const answer = (point: string, given: string) => post("checklists", { point, answer: given });
  const shown = async () =>
    incidentDetailSchema.parse(await (await fixture.send("GET", at, { token })).json());
  const timeline = async (): Promise<string> =>
    (await fixture.send("GET", `${at}/timeline`, { token })).text();
  return { number, post, answer, shown, timeline };
}

describe("a severity that is proposed", () => {
  it("is shown with its reason, and taken with it", async () => {
    const { answer, shown, post, timeline } = await incident();
    expect((await shown()).proposedSeverity).toBeNull();
    await answer("data", "yes");
    const because = "Data at risk: Yes; line 101, Stored data was lost";
    expect((await shown()).proposedSeverity).toEqual({ severity: "P0", because });
    const taken = incidentDetailSchema.parse(await (await post("severity/accept")).json());
    expect(taken).toMatchObject({ severity: "P0", proposedSeverity: null });
    expect(await timeline()).toContain(`changed the severity from P2 to P0: ${because}.`);
    expect((await post("severity/accept")).status).toBe(409);
  });

  it("is the worst, until another answer to its point takes it back", async () => {
    const { answer, shown } = await incident();
    await answer("users", "some");
    expect((await shown()).proposedSeverity?.severity).toBe("P1");
    await answer("data", "yes");
    expect((await shown()).proposedSeverity?.severity).toBe("P0");
    await answer("data", "no");
    expect((await shown()).proposedSeverity?.severity).toBe("P1");
    await answer("users", "all");
    expect((await shown()).proposedSeverity?.severity).toBe("P0");
  });

  it("ends when a person sets a severity, also a milder one", async () => {
    const { answer, shown, post } = await incident();
    await answer("data", "yes");
    await post("severity", { severity: "P1", reason: "a copy exists" });
    expect((await shown()).proposedSeverity).toBeNull();
    await answer("users", "some");
    expect((await shown()).proposedSeverity).toBeNull();
  });

  it("is taken only if it is the one that was seen", async () => {
    const { number, answer, post, shown } = await incident();
    await answer("users", "some");
    const refused = await post("severity/accept", { severity: "P0" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("P1 is proposed, not P0.");
    expect((await post("severity/accept", { severity: "p1" })).status).toBe(200);
    expect(await shown()).toMatchObject({ number, severity: "P1" });
  });
});

it("a role that could be one of several is not called, and the timeline says which", async () => {
  const { answer, timeline, shown } = await incident();
  await answer("lead", "yes");
  expect(await timeline()).toContain(
    "Engineering Lead or Communications Lead is wanted and was not called: say which of them to page.",
  );
  expect((await shown()).responders).toEqual([]);
});
