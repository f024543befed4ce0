import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { silenceListSchema, silencePreviewSchema, silenceSchema } from "../../contract/silence.ts";
import { MS } from "../../domain/duration.ts";

const SILENCE = silenceSchema.parse({
  id: "s1",
  matchers: '{service="api"}',
  state: "active",
  startsAt: new Date(SAMPLE_NOW).toISOString(),
  endsAt: new Date(SAMPLE_NOW + 2 * MS.hour).toISOString(),
  author: "Ann",
  comment: "deploy",
  team: null,
  integrationId: null,
});
const ALERT = { title: "Slow", labels: {}, startsAt: SILENCE.startsAt };

function preview(count: number, withIncident = 0) {
  const alerts = Array.from({ length: Math.min(count, 20) }, () => ALERT);
  return {
    "POST /api/v1/silences/preview": json(
      silencePreviewSchema.parse({ count, withIncident, alerts }),
    ),
  };
}

describe("tocsin alert silence", () => {
  const add = ["alert", "silence", "add", "service=api", "host=~web-.*"];

  it("adds one, with what it matches now", async () => {
    const { out, sent } = await tocsin([...add, "--comment", "deploy", "--until", "4h"], {
      ...preview(7, 1),
      "POST /api/v1/silences": json(SILENCE, 201),
    });
    expect(sent).toEqual({
      matchers: "service=api,host=~web-.*",
      comment: "deploy",
      endsAt: new Date(SAMPLE_NOW + 4 * MS.hour).toISOString(),
    });
    expect(out).toContain("7 alerts that fire now:");
    expect(out).toContain("and 2 more");
    expect(out).toContain("1 of them have an incident already");
    expect(out).toContain("Silenced until");
    expect(out).toContain("tocsin alert silence expire s1");
  });

  it("counts how long it lasts from when it begins", async () => {
    const later = [...add, "--comment", "x", "--from", "2026-12-01T08:00Z", "--until", "2h"];
    const { sent } = await tocsin(later, {
      ...preview(0),
      "POST /api/v1/silences": json(SILENCE, 201),
    });
    expect(sent).toMatchObject({ endsAt: "2026-12-01T10:00:00.000Z" });
  });

  it("asks why, before anything is silenced", async () => {
    const { code, err } = await tocsin(add, preview(1));
    expect(code).not.toBe(0);
    expect(err).toContain("--comment is missing");
  });

  it("shows beforehand what it would match", async () => {
    const { out } = await tocsin([...add, "--preview"], preview(1, 1));
    expect(out).toContain("1 alert that fires now:");
    expect(out).toContain("It has an incident already");
    expect((await tocsin([...add, "--preview"], preview(0))).out).toContain("No alert");
  });

  it("lists and expires", async () => {
    const list = json(silenceListSchema.parse({ silences: [SILENCE] }));
    const { out } = await tocsin(["alert", "silence", "list"], { "GET /api/v1/silences": list });
    expect(out).toContain('{service="api"}');
    expect(out).toContain("deploy");
    const { code } = await tocsin(["alert", "silence", "expire", "s1"], {
      "DELETE /api/v1/silences/s1": noContent,
    });
    expect(code).toBe(0);
  });
});
