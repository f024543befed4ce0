import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { overrideSchema, planSchema } from "../../contract/schedule.ts";

const evening = "2026-11-23T20:00:00.000Z";
const morning = "2026-11-24T06:00:00.000Z";
const end = "2026-11-24T13:30:00.000Z";
const gap = { startsAt: evening, endsAt: morning };
const plan = planSchema.parse({
  from: "2026-11-23T13:30:00.000Z",
  to: end,
  schedules: [
    {
      id: "on-call.primary",
      name: "Primary",
      timeZone: "UTC",
      spans: [
        {
          startsAt: "2026-11-23T13:30:00.000Z",
          endsAt: evening,
          person: "Alice",
          layer: "on-call",
          overrideId: null,
        },
        { ...gap, person: null, layer: null, overrideId: null },
        { startsAt: morning, endsAt: end, person: "Bob", layer: null, overrideId: "o1" },
      ],
      gaps: [gap],
      hours: [{ person: "Alice", total: 6.5, night: 0, weekend: 0, holiday: 0 }],
    },
    {
      id: "on-call.secondary",
      name: "Secondary",
      timeZone: "UTC",
      spans: [],
      gaps: [],
      hours: [],
    },
  ],
  conflicts: [
    {
      person: "Bob",
      schedules: ["on-call.primary", "on-call.secondary"],
      startsAt: morning,
      endsAt: end,
    },
  ],
  unreachable: [],
  warnings: [{ person: "Bob", text: "Bob has no contact method and cannot be paged." }],
});
const PLAN = "GET /api/v1/schedules?from=2026-11-23T13%3A30%3A00.000Z&to=2026-11-";

describe("tocsin oncall show", () => {
  it("shows shifts, hours and who is in two places", async () => {
    const { code, out } = await tocsin(["oncall", "show", "primary", "--days", "1"], {
      [`${PLAN}24T13%3A30%3A00.000Z`]: json(plan),
    });
    expect(code).toBe(0);
    expect(out).toContain("13:30 UTC             20:00 UTC             Alice    on-call");
    expect(out).toContain("nobody");
    expect(out).toContain("Bob      override");
    expect(out).toContain("\nBob has no contact method and cannot be paged.\n");
    expect(out).toContain("Hours: Alice 6.5 (nights 0, weekends 0).");
    expect(out).toContain("Bob is both Primary and Secondary from 2026-11-24 06:00 UTC");
    expect(out).not.toContain("on-call.secondary");
  });

  it("says which schedules there are when one is not there", async () => {
    const { code, err } = await tocsin(["oncall", "show", "primery", "--days", "1"], {
      [`${PLAN}24T13%3A30%3A00.000Z`]: json(plan),
    });
    expect(code).toBe(4);
    expect(err).toContain('Did you mean "Primary"?');
  });
});

describe("tocsin oncall gaps", () => {
  it("fails where nobody is on call", async () => {
    const { code, out } = await tocsin(["oncall", "gaps", "--days", "1"], {
      [`${PLAN}24T13%3A30%3A00.000Z`]: json(plan),
    });
    expect(code).toBe(1);
    expect(out).toContain("Primary    20:00 UTC  2026-11-24 06:00 UTC");
  });

  it("fails where somebody cannot be reached, and says so once", async () => {
    const shift = { person: "Bob", scheduleId: "on-call.primary", startsAt: morning, endsAt: end };
    const unreachable = [shift, { ...shift, startsAt: end, endsAt: end }];
    const schedules = plan.schedules.map((one) => ({ ...one, gaps: [] }));
    const { code, out } = await tocsin(["oncall", "gaps", "--days", "1"], {
      [`${PLAN}24T13%3A30%3A00.000Z`]: json({ ...plan, schedules, unreachable }),
    });
    expect(code).toBe(1);
    expect(out.match(/Bob cannot be reached/g)).toHaveLength(1);
    expect(out).toContain("in Primary from 2026-11-24 06:00 UTC: add a way with");
  });

  it("is content otherwise", async () => {
    const whole = { ...plan, schedules: [], conflicts: [] };
    const { code, out } = await tocsin(["oncall", "gaps"], {
      "GET /api/v1/schedules?from=2026-11-23T13%3A30%3A00.000Z&to=2026-12-07T13%3A30%3A00.000Z":
        json(whole),
    });
    expect(code).toBe(0);
    expect(out).toContain("Somebody is on call at every moment.");
  });
});

describe("tocsin oncall override", () => {
  const override = overrideSchema.parse({
    id: "o1",
    scheduleId: "on-call.primary",
    kind: "replace",
    person: "Bob",
    instead: null,
    startsAt: "2026-11-23T13:30:00.000Z",
    endsAt: evening,
  });

  it("puts somebody on call in the schedule of that name", async () => {
    const argv = ["oncall", "override", "Primary", "bob", "--until", "2026-11-23T20:00"];
    const { code, out } = await tocsin(argv, {
      [`${PLAN}24T13%3A30%3A00.000Z`]: json(plan),
      "POST /api/v1/overrides": json(override, 201),
    });
    expect(code).toBe(0);
    expect(out).toContain("Bob is on call in Primary from 13:30 UTC until 20:00 UTC.");
    expect(out).toContain("tocsin oncall override remove o1");
  });

  it("needs an end", async () => {
    const { code, err } = await tocsin(["oncall", "override", "Primary", "Bob"], {});
    expect(code).toBe(2);
    expect(err).toContain("--until TIME");
  });

  it("is listed, and taken back", async () => {
    const listed = await tocsin(["oncall", "override", "list"], {
      "GET /api/v1/overrides": json({
        overrides: [override, { ...override, instead: "Ann" }, { ...override, kind: "remove" }],
      }),
    });
    expect(listed.out).toContain("Bob instead of Ann");
    expect(listed.out).toContain("without Bob");
    const removed = await tocsin(["oncall", "override", "remove", "o1"], {
      "DELETE /api/v1/overrides/o1": { status: 204 },
    });
    expect(removed.out).toContain("The override is taken back.");
  });
});
