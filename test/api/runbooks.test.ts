/** The runbook of an incident over HTTP. */

import { expect, it } from "vitest";
import type { IncidentRunbookJson } from "../../src/contract/runbook.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { freshHash } from "../support/fresh-hash.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { playbook } from "../support/playbook-fixture.ts";
import { webDown } from "../support/runbook-fixture.ts";

const HASH = freshHash();

it("is planned from the playbook that the incident is pinned to", async () => {
  const fixture = await httpFixture();
  await activatePlaybook(fixture.context, SETUP, {
    playbook: { ...playbook, hash: HASH, runbooks: [webDown] },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const token = fixture.tokens.responder;
  const declared = await fixture.send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Web down in shop", severity: "P1" },
  });
  const { number } = (await declared.json()) as { number: string };
  const answer = await fixture.send("GET", `/api/v1/incidents/${number}/runbook`, { token });
  expect(answer.status).toBe(200);
  const { steps, playbookHash } = (await answer.json()) as IncidentRunbookJson;
  expect(playbookHash).toBe(HASH);
  expect(
    steps.map(({ key, does, effect, stages }) => [key, does, effect, stages[0]?.argv]),
  ).toEqual([
    ["web-down/1", "run", "observe", ["kubectl", "get", "pods", "-n", "shop"]],
    ["web-down/2", "run", "observe", ["kubectl", "describe", "pod", "<pod-name>", "-n", "shop"]],
    ["web-down/3", "run", "change", ["kubectl", "rollout", "undo", "deployment/web", "-n", "shop"]],
    ["web-down/4", "refused", null, undefined],
    ["web-down/5", "tick", null, undefined],
  ]);
  expect(steps[1]?.inputs).toEqual([
    { name: "pod-name", kind: "name", value: null, from: null, listedBy: 1 },
  ]);
  expect(steps[3]).toMatchObject({
    reason: expect.stringMatching(/xargs/u),
    help: expect.stringMatching(/stepOverrides/u),
  });
});
