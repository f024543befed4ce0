import { describe, expect, it } from "vitest";
import { incidentDetail } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";

const PATH = "/api/v1/incidents/20261123-007";

describe("what is said of entries", () => {
  it.each([
    [["star", "20261123-007", "12"], "timeline/12/star", { starred: true }],
    [["star", "20261123-007", "12", "--remove"], "timeline/12/star", { starred: false }],
    [["correct", "20261123-007", "12", "the pool"], "timeline/12/correct", { text: "the pool" }],
    [
      ["correct", "20261123-007", "12", "--at", "10 min ago"],
      "timeline/12/correct",
      { at: "2026-11-23T13:20:00.000Z" },
    ],
    [
      ["note", "20261123-007", "the pool", "--at", "2h"],
      "notes",
      { text: "the pool", at: "2026-11-23T11:30:00.000Z" },
    ],
    [
      ["note", "20261123-007", "the pool", "--at", "14:00"],
      "notes",
      { text: "the pool", at: "2026-11-22T14:00:00Z" },
    ],
  ])("%j is one request", async (words, path, body) => {
    const { code, sent } = await tocsin(["incident", ...words], {
      [`POST ${PATH}/${path}`]: json(incidentDetail()),
    });
    expect(code).toBe(0);
    expect(sent).toEqual(body);
  });

  it.each([
    [["star", "20261123-007", "it"], "ENTRY is a number"],
    [["correct", "20261123-007", "it", "the pool"], "ENTRY is a number"],
    [["note", "20261123-007", "x", "--at", "soon"], '"soon" is no time'],
  ])("%j says what is wrong", async (words, problem) => {
    const { code, err } = await tocsin(["incident", ...words], {});
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
