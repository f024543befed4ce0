/** Checklists of an incident over HTTP: answers, what they propose and call, and the end they show. */

import { describe, expect, it } from "vitest";
import type { IncidentChecklistsJson } from "../../src/contract/checklist.ts";
import { removeContactMethod } from "../../src/operations/person/remove-contact-method.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { findPersonByName } from "../../src/store/people.ts";
import { makeReachable } from "../support/engine-fixture.ts";
import { freshHash } from "../support/fresh-hash.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { playbook } from "../support/playbook-fixture.ts";

const source = { file: "playbook.md", line: 650 };
const CLOSING = {
  id: "closing",
  title: "Closing",
  groups: [
    {
      id: "checks",
      title: "Verification",
      verifies: true,
      items: [
        { id: "pods", text: "All pods healthy", type: "boolean", expect: "true", source },
        {
          id: "errors",
          text: "Error rate normal",
          type: "measure",
          expect: "< 0.1%",
          condition: { metric: "error rate", operator: "<", value: 0.1, unit: "%" },
          source,
        },
      ],
      source,
    },
  ],
  source,
} as const;

async function incident(severity = "P1") {
  const fixture = await httpFixture();
  await makeReachable(fixture.context);
  await activatePlaybook(fixture.context, SETUP, {
    playbook: {
      ...playbook,
      hash: freshHash(),
      checklists: [...playbook.checklists, CLOSING],
      overlay: { ...playbook.overlay, roles: { "Incident commander": { person: "Cleo" } } },
    },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const { send, tokens } = fixture;
  const token = tokens.responder;
  const declared = await send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Checkout is slow", severity },
  });
  const { number } = (await declared.json()) as { number: string };
  const at = `/api/v1/incidents/${number}`;
  const answer = (body: object) => send("POST", `${at}/checklists`, { token, body });
  const timeline = async () => {
    const page = await send("GET", `${at}/timeline`, { token });
    const { entries } = (await page.json()) as { entries: { kind: string; text: string }[] };
    return entries.map(({ text }) => text);
  };
  const resolve = (body: object = {}) => send("POST", `${at}/resolve`, { token, body });
  return { ...fixture, token, at, answer, timeline, resolve };
}

async function answersOf(response: Response): Promise<Record<string, unknown>> {
  const { checklists } = (await response.json()) as IncidentChecklistsJson;
  const points = checklists.flatMap(({ groups }) => groups.flatMap((group) => group.points));
  return Object.fromEntries(
    points.flatMap(({ key, answer }) =>
      answer === null ? [] : [[key, [answer.value, answer.outcome]]],
    ),
  );
}

describe("an answer", () => {
  it("is kept with who gave it, and the last one counts", async () => {
    const { answer, send, at, token, timeline } = await incident();
    await answer({ point: "pods", answer: "no" });
    await answer({ point: "closing/checks/pods", answer: "yes" });
    const answered = await answer({ point: "errors", skip: "no traffic at night" });
    const expected = {
      "closing/checks/pods": ["Yes", "done"],
      "closing/checks/errors": ["", "skipped"],
    };
    expect(await answersOf(answered)).toEqual(expected);
    const read = await send("GET", `${at}/checklists`, { token });
    expect(await answersOf(read)).toEqual(expected);
    expect(await timeline()).toEqual(
      expect.arrayContaining([
        "Rita Responder answered “All pods healthy”: No (not as it has to be).",
        "Rita Responder answered “All pods healthy”: Yes.",
        "Rita Responder skipped “Error rate normal”: no traffic at night.",
      ]),
    );
  });

  it.each<[string, object, RegExp]>([
    ["to no point", { point: "nothing", answer: "yes" }, /no point “nothing”/u],
    [
      "that is none",
      { point: "pods", answer: "maybe" },
      /“All pods healthy” is neither yes nor no/u,
    ],
    [
      "and a reason to skip",
      { point: "pods", answer: "yes", skip: "x" },
      /either an answer or why/u,
    ],
    ["that is missing", { point: "pods" }, /either an answer or why/u],
  ])("%s is refused, and says why", async (_, body, why) => {
    const { answer, timeline } = await incident();
    const before = await timeline();
    const refused = await answer(body);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(why);
    expect(await timeline()).toEqual(before);
  });

  it("proposes a worse severity with the line that says so, and sets none", async () => {
    const { answer, timeline, send, at, token } = await incident("P2");
    await answer({ point: "data", answer: "yes" });
    expect(await timeline()).toContain(
      "Rita Responder answered “Data at risk”: Yes; that is P0 by line 101, Stored data was lost.",
    );
    const shown = await send("GET", at, { token });
    expect(await shown.json()).toMatchObject({ severity: "P2" });
    const worst = await incident("P0");
    await worst.answer({ point: "data", answer: "yes" });
    expect(await worst.timeline()).toContain("Rita Responder answered “Data at risk”: Yes.");
  });

  it("calls a role that is needed, once", async () => {
    const { answer, timeline } = await incident("P2");
    await answer({ point: "commander", answer: "no" });
    const before = await timeline();
    await answer({ point: "commander", answer: "yes" });
    await answer({ point: "commander", answer: "yes" });
    expect((await timeline()).slice(before.length)).toEqual([
      "Rita Responder answered “Incident commander needed”: Yes.",
      "Rita Responder asked Cleo to take part as incident commander.",
      "Rita Responder answered “Incident commander needed”: Yes.",
    ]);
  });

  it("says that a role that is needed could not be called", async () => {
    const { answer, timeline, context } = await incident("P2");
    const cleo = await findPersonByName(context.database.read, "Cleo");
    for (const { id: methodId } of cleo?.contactMethods ?? [])
      await removeContactMethod(context, SETUP, { personId: cleo?.id ?? "", methodId });
    await answer({ point: "commander", answer: "yes" });
    expect((await timeline()).at(-1)).toMatch(
      /^incident commander is wanted and was not called: /iu,
    );
  });
});

describe("an incident whose playbook lists what shows that it is over", () => {
  it("is resolved when those points are answered, or with a reason", async () => {
    const { answer, resolve, timeline } = await incident();
    const refused = await resolve();
    expect(refused.status).toBe(409);
    expect(await refused.text()).toMatch(
      /All pods healthy, Error rate normal are open\. Answer them in the checklist, or give a reason/u,
    );
    await answer({ point: "pods", answer: "yes" });
    await answer({ point: "errors", answer: "0.4" });
    expect(await (await resolve()).text()).toMatch(/Error rate normal is open\. Answer it/u);
    await answer({ point: "errors", answer: "0.05%" });
    expect((await resolve()).status).toBe(200);
    expect(await timeline()).toContain("Rita Responder resolved the incident: verified.");
    const other = await incident();
    expect((await other.resolve({ reason: "rolled back" })).status).toBe(200);
  });

  it("has to be shown to be over again once it was reopened", async () => {
    const { answer, resolve, send, at, token } = await incident();
    await answer({ point: "pods", answer: "yes" });
    await answer({ point: "errors", answer: "0.05%" });
    await resolve();
    await send("POST", `${at}/reopen`, { token, body: { reason: "it is back" } });
    expect((await resolve()).status).toBe(409);
  });
});
