import { describe, expect, it } from "vitest";
import { incidentDetail } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";

const PATH = "/api/v1/incidents/20261123-007/roles/incident%20commander";

describe("tocsin incident role", () => {
  it.each([
    ["offer", ["Priya"], { person: "Priya" }],
    ["hand-over", ["Priya"], { person: "Priya" }],
    ["decline", ["--reason", "on a train"], { reason: "on a train" }],
    ["accept", [], {}],
  ])("%s is one request", async (deed, rest, body) => {
    const { code, received } = await tocsin(
      ["incident", "role", "20261123-007", "incident commander", deed, ...rest],
      { [`POST ${PATH}/${deed}`]: json(incidentDetail()) },
    );
    expect(code).toBe(0);
    expect(received.map((request) => request.body)).toEqual([body]);
  });

  it.each([
    [["7", "scribe"], "one of offer, accept, decline, hand-over is missing"],
    [["7", "scribe", "offer"], "PERSON is missing"],
    [["7", "accept"], "ROLE is missing"],
    [["7", "scribe", "accept", "Priya"], "takes no PERSON"],
    [["7", "incident", "commander", "accept"], "too much"],
  ])("%j says what is wrong", async (words, problem) => {
    const { code, err } = await tocsin(["incident", "role", ...words], {});
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
