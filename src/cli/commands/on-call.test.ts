import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { onCallSchema } from "../../contract/on-call.ts";

describe("tocsin oncall", () => {
  const duty = { person: "Alice", reachable: true, override: false };
  const found = onCallSchema.parse({
    at: "2026-11-23T13:30:00.000Z",
    timeZone: "Europe/Berlin",
    handoffTime: "09:00",
    rotations: [
      {
        id: "main",
        startsAt: "2026-11-16T08:00:00.000Z",
        endsAt: "2026-11-24T08:00:00.000Z",
        repeated: true,
        onCall: [
          { column: "Primary", ...duty },
          { column: "Secondary", ...duty, person: "Bob", reachable: false },
          { column: "Lead", ...duty, person: null },
        ],
        next: [{ column: "Primary", ...duty, person: "Carol", override: true }],
      },
    ],
    schedules: [
      {
        id: "backend",
        name: "Backend",
        timeZone: "UTC",
        person: "Dan",
        reachable: true,
        until: "2026-11-23T17:00:00.000Z",
        next: { person: null, reachable: false },
      },
    ],
    warnings: [{ person: "Bob", text: "Bob has no contact method and cannot be paged." }],
  });

  it("says who, who next, and what is wrong", async () => {
    const { code, out } = await tocsin(["oncall"], { "GET /api/v1/oncall": json(found) });
    expect(code).toBe(0);
    expect(out).toContain("Primary    Alice                   Carol (stands in)");
    expect(out).toContain("Secondary  Bob: cannot be reached");
    expect(out).toContain("Lead       nobody");
    expect(out).toContain("Hand-off 2026-11-24 08:00 UTC (09:00 Europe/Berlin), in 18 h 30 min");
    expect(out).toContain("The table has ended");
    expect(out).toContain("Backend   Dan      17:00 UTC  nobody");
    expect(out).toContain("\nBob has no contact method and cannot be paged.\nAdd with");
  });

  it("asks for an instant in the reader's zone", async () => {
    const argv = ["oncall", "--at", "2026-12-24T20:00", "--json"];
    const io = { env: { TZ: "Europe/Berlin" } };
    const { out } = await tocsin(
      argv,
      { "GET /api/v1/oncall?at=2026-12-24T19%3A00%3A00Z": json(found) },
      { io },
    );
    expect(JSON.parse(out)).toEqual(found);
  });
});
