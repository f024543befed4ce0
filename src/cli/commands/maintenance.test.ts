import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { maintenanceListSchema, maintenanceSchema } from "../../contract/maintenance.ts";
import { MS } from "../../domain/duration.ts";

const SCOPE = { matchers: '{host=~"db.*"}', service: "checkout", team: null, includeWorst: false };
const WINDOW = maintenanceSchema.parse({
  id: "m1",
  ...SCOPE,
  state: "pending",
  startsAt: new Date(SAMPLE_NOW + MS.day).toISOString(),
  endsAt: new Date(SAMPLE_NOW + MS.day + MS.hour).toISOString(),
  author: "Ann",
  comment: "new database",
});

describe("tocsin maintenance", () => {
  const add = ["maintenance", "add", "host=~db.*", "--service", "checkout"];
  const answer = { "POST /api/v1/maintenance": json(WINDOW, 201) };

  it("plans a window, counting how long it is open from when it begins", async () => {
    const times = ["--from", "2026-12-01T08:00Z", "--until", "3h", "--comment", "new database"];
    const { out, sent } = await tocsin([...add, ...times], answer);
    expect(sent).toEqual({
      matchers: "host=~db.*",
      service: "checkout",
      startsAt: "2026-12-01T08:00:00Z",
      endsAt: "2026-12-01T11:00:00.000Z",
      comment: "new database",
    });
    expect(out).toContain('Maintenance of service checkout, {host=~"db.*"}:');
    expect(out).toContain("worst severity page all the same");
    expect(out).toContain("tocsin maintenance end m1");
  });

  it("says when nothing pages", async () => {
    const all = { "POST /api/v1/maintenance": json({ ...WINDOW, includeWorst: true }, 201) };
    const argv = [...add, "--until", "3h", "--comment", "x", "--include-worst"];
    const { out, sent } = await tocsin(argv, all);
    expect(sent).toMatchObject({ includeWorst: true });
    expect(out).toContain("of no severity");
  });

  it("asks what is done, and until when", async () => {
    const without = await tocsin([...add, "--until", "3h"], {});
    expect(without.err).toContain("--comment is missing");
    expect((await tocsin([...add, "--comment", "x"], {})).err).toContain("--until is missing");
  });

  it("lists those that are planned and those that come every week, and ends one", async () => {
    const recurring = {
      name: "Backups",
      ...SCOPE,
      timeZone: "UTC",
      at: "tocsin.yaml:12",
      state: "active",
      startsAt: WINDOW.startsAt,
      endsAt: null,
    };
    const list = maintenanceListSchema.parse({ windows: [WINDOW], recurring: [recurring] });
    const { out } = await tocsin(["maintenance", "list"], {
      "GET /api/v1/maintenance": json(list),
    });
    for (const text of ["new database", "Ann", "Backups (every week)", "tocsin.yaml:12", "never"]) {
      expect(out).toContain(text);
    }
    const none = json(maintenanceListSchema.parse({ windows: [], recurring: [] }));
    const empty = await tocsin(["maintenance", "list"], { "GET /api/v1/maintenance": none });
    expect(empty.out).toContain("No maintenance is planned");
    const { code } = await tocsin(["maintenance", "end", "m1"], {
      "DELETE /api/v1/maintenance/m1": noContent,
    });
    expect(code).toBe(0);
  });
});
