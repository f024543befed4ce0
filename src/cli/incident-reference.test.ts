import { afterEach, describe, expect, it } from "vitest";
import { incidentList, incidentSummary, SAMPLE_NOW } from "../../test/support/api-samples.ts";
import {
  type Answers,
  type ApiServer,
  json,
  startApiServer,
} from "../../test/support/api-server.ts";
import { ApiClient } from "./api-client.ts";
import { looksLikeIncident, resolveIncident } from "./incident-reference.ts";

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function resolve(
  written: string | undefined,
  answers: Answers,
  among?: readonly ("open" | "resolved")[],
): Promise<string> {
  server = await startApiServer(answers);
  const api = new ApiClient({ url: server.url, urlFrom: "the test" });
  return resolveIncident(api, written, {
    now: SAMPLE_NOW,
    ...(among === undefined ? {} : { among }),
  });
}

const today = incidentSummary({ number: "20261123-007" });
const yesterday = incidentSummary({
  number: "20261122-007",
  status: "resolved",
  openedAt: "2026-11-22T08:00:00.000Z",
});
const stillOpen = incidentSummary({
  number: "20261101-002",
  status: "acknowledged",
  openedAt: "2026-11-01T08:00:00.000Z",
});
const longOver = incidentSummary({
  number: "20261102-003",
  status: "closed",
  openedAt: "2026-11-02T08:00:00.000Z",
});
const newest = {
  "GET /api/v1/incidents?limit=200": json(incidentList(today, yesterday, longOver, stillOpen)),
};

describe("resolveIncident", () => {
  it("takes a full number as it is, and asks nobody", async () => {
    expect(await resolve("20261123-007", {})).toBe("20261123-007");
    expect(await resolve("20261123-7", {})).toBe("20261123-007");
  });

  it.each([
    ["7", "20261123-007"],
    ["007", "20261123-007"],
    ["2", "20261101-002"],
  ])("%s is %s: today's, or one that is not over", async (written, number) => {
    expect(await resolve(written, newest)).toBe(number);
  });

  it("knows yesterday's just after midnight", async () => {
    const late = { ...yesterday, openedAt: "2026-11-22T23:50:00.000Z" };
    const answers = { "GET /api/v1/incidents?limit=200": json(incidentList(late)) };
    expect(await resolve("7", answers)).toBe("20261122-007");
  });

  it("does not reach back to what is long over", async () => {
    await expect(resolve("3", newest)).rejects.toThrow(/no incident of today/);
  });

  it("takes the newest for `last`", async () => {
    const answers = { "GET /api/v1/incidents?limit=1": json(incidentList(today)) };
    expect(await resolve("last", answers)).toBe("20261123-007");
    await server?.close();
    const none = { "GET /api/v1/incidents?limit=1": json(incidentList()) };
    await expect(resolve("last", none)).rejects.toThrow(/no incident yet/);
  });

  it("refuses what is no incident", async () => {
    await expect(resolve("seven", {})).rejects.toThrow('"seven" is no incident');
  });
});

describe("an incident that is left out", () => {
  const both = (
    open: readonly (typeof today)[],
    acknowledged: readonly (typeof today)[],
  ): Answers => ({
    "GET /api/v1/incidents?status=open&limit=10": json(incidentList(...open)),
    "GET /api/v1/incidents?status=acknowledged&limit=10": json(incidentList(...acknowledged)),
  });

  it("is the only one that is not over", async () => {
    expect(await resolve(undefined, both([], [stillOpen]))).toBe("20261101-002");
  });

  it("is not guessed when there are several", async () => {
    await expect(resolve(undefined, both([today], [stillOpen]))).rejects.toMatchObject({
      code: "conflict",
      help: ["20261123-007  P0  Checkout answers 500", "20261101-002  P0  Checkout answers 500"],
    });
  });

  it("is not found when there is none", async () => {
    await expect(resolve(undefined, both([], []))).rejects.toMatchObject({ code: "not-found" });
  });

  it("is looked for where the verb makes sense", async () => {
    const answers = {
      "GET /api/v1/incidents?status=resolved&limit=10": json(incidentList(yesterday)),
    };
    expect(await resolve(undefined, answers, ["resolved"])).toBe("20261122-007");
  });
});

describe("looksLikeIncident", () => {
  it("tells an incident from a text", () => {
    expect(["7", "007", "last", "20261123-007"].every(looksLikeIncident)).toBe(true);
    expect(["P0", "rolled back", "7 pods", ""].some(looksLikeIncident)).toBe(false);
  });
});
