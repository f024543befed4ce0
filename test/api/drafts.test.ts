/** Messages of the playbook over HTTP: what is refused, and how a drill's are told from real ones. */

import { expect, it } from "vitest";
import type { DraftsJson, IncidentDetailJson } from "../../src/contract/incident.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { freshHash } from "../support/fresh-hash.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { playbook } from "../support/playbook-fixture.ts";

const SLACK = {
  id: "slack",
  title: "Slack",
  channel: "slack",
  body: "**Status**: Investigating",
  source: { file: "playbook.md", line: 1 },
};

async function declared(mode: "real" | "drill" = "real") {
  const { context, send, tokens } = await httpFixture();
  await activatePlaybook(context, SETUP, {
    playbook: { ...playbook, templates: [SLACK], hash: freshHash() },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const token = tokens.responder;
  const body = { title: "Checkout is slow", severity: "P0", mode };
  const answer = await send("POST", "/api/v1/incidents", { token, body });
  const { number } = (await answer.json()) as IncidentDetailJson;
  return (path: string, request: object) =>
    send("POST", `/api/v1/incidents/${number}${path}`, { token, body: request });
}

it.each([
  [{ text: "The cause is [fill in: cause]." }, "it still has to be filled in (cause)"],
  [{ template: "carrier pigeon" }, "no message template “carrier pigeon”"],
  [{}, "give either `text` or `template`"],
  [{ text: "Down.", template: "slack" }, "give either `text` or `template`"],
])("an update of %j is refused with what to do", async (request, problem) => {
  const post = await declared();
  const refused = await post("/updates", request);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain(problem);
});

it("a drill's messages begin by saying so", async () => {
  const post = await declared("drill");
  const { drafts } = (await (await post("/drafts", {})).json()) as DraftsJson;
  expect(drafts.map(({ text }) => text)).toEqual(["[DRILL]\n\n**Status**: Investigating"]);
});
