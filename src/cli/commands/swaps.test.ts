import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { overrideSchema } from "../../contract/schedule.ts";
import { swapSchema } from "../../contract/swap.ts";

const times = { startsAt: "2026-11-23T13:30:00.000Z", endsAt: "2026-11-23T20:00:00.000Z" };
const given = { scheduleId: "on-call.primary", ...times };
const swap = swapSchema.parse({
  id: "s1",
  state: "offered",
  offeredBy: "Ann",
  offeredTo: null,
  takenBy: null,
  given,
  inReturn: null,
});
const plan = {
  "GET /api/v1/schedules?from=2026-11-23T13%3A30%3A00.000Z&to=2026-11-24T13%3A30%3A00.000Z": json({
    schedules: [
      { id: "on-call.primary", name: "Primary" },
      { id: "on-call.secondary", name: "Secondary" },
    ],
  }),
};

describe("tocsin oncall take", () => {
  it("says from when until when it is yours", async () => {
    const override = overrideSchema.parse({
      id: "o1",
      kind: "replace",
      person: "Ann",
      instead: null,
      ...given,
    });
    const { code, out } = await tocsin(["oncall", "take", "primary"], {
      ...plan,
      "POST /api/v1/oncall/take": ({ body }) => {
        expect(body).toEqual({ scheduleId: "on-call.primary" });
        return json(override, 201);
      },
    });
    expect(code).toBe(0);
    expect(out).toContain("You are on call in Primary from 13:30 UTC until 20:00 UTC.");
  });
});

describe("tocsin oncall swap", () => {
  it("offers, for something in return", async () => {
    const argv = ["oncall", "swap", "Primary", "--to", "Ben", "--until", "2026-11-23T20:00"];
    const wanted = ["--for", "secondary", "--for-from", "2026-11-24T09:00Z"];
    const until = ["--for-until", "2026-11-25T09:00Z"];
    const { code, out } = await tocsin([...argv, ...wanted, ...until], {
      ...plan,
      "POST /api/v1/swaps": ({ body }) => {
        expect(body).toEqual({
          scheduleId: "on-call.primary",
          endsAt: "2026-11-23T20:00:00Z",
          to: "Ben",
          inReturn: {
            scheduleId: "on-call.secondary",
            startsAt: "2026-11-24T09:00:00Z",
            endsAt: "2026-11-25T09:00:00Z",
          },
        });
        return json({ ...swap, offeredTo: "Ben" }, 201);
      },
    });
    expect(code).toBe(0);
    expect(out).toContain("Offered to Ben: on-call.primary from 13:30 UTC until 20:00 UTC.");
    expect(out).toContain("tocsin oncall swap take s1");
  });

  it("says what is missing of what is wanted", async () => {
    const { code, err } = await tocsin(["oncall", "swap", "Primary", "--for", "Secondary"], plan);
    expect(code).toBe(2);
    expect(err).toContain("--for-from TIME");
  });

  it("is listed, taken and withdrawn", async () => {
    const swaps = [swap, { ...swap, state: "taken", takenBy: "Ben", inReturn: given }];
    const listed = await tocsin(["oncall", "swap", "list"], {
      "GET /api/v1/swaps": json({ swaps }),
    });
    expect(listed.out).toContain("anybody");
    expect(listed.out).toContain("taken");
    const none = await tocsin(["oncall", "swap", "list"], {
      "GET /api/v1/swaps": json({ swaps: [] }),
    });
    expect(none.out).toContain("No swap.");
    const taken = await tocsin(["oncall", "swap", "take", "s1"], {
      "POST /api/v1/swaps/s1/take": json(swap),
    });
    expect(taken.out).toContain("Yours: on-call.primary from 13:30 UTC");
    const gone = await tocsin(["oncall", "swap", "withdraw", "s1"], {
      "DELETE /api/v1/swaps/s1": { status: 204 },
    });
    expect(gone.out).toContain("It is offered no longer.");
  });
});
