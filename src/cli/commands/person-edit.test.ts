import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { type Answers, json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { editPersonSchema, personListSchema } from "../../contract/person.ts";
import { planSchema } from "../../contract/schedule.ts";
import { MS } from "../../domain/duration.ts";

const priya = {
  id: "p1",
  name: "Priya",
  title: "CTO",
  timeZone: null,
  role: "responder",
  teams: [],
  contactMethods: [],
  reachable: false,
  warning: null,
};
const people: Answers = { "GET /api/v1/people": json(personListSchema.parse({ people: [priya] })) };

describe("tocsin person edit", () => {
  const edit = (...options: readonly string[]) =>
    tocsin(["person", "edit", "priya", ...options], {
      ...people,
      "PATCH /api/v1/people/p1": json({ ...priya, title: null, role: "manager" }),
    });

  it("sends what is given, and null for what is taken away", async () => {
    const { code, sent, out } = await edit("--role", "manager", "--title", "", "--team", "web");
    expect(code).toBe(0);
    expect(editPersonSchema.parse(sent)).toEqual({ role: "manager", title: null, teams: ["web"] });
    expect(out).toMatch(/Priya +manager/);
  });

  it("frees somebody of their teams", async () => {
    expect((await edit("--all-teams")).sent).toEqual({ teams: [] });
  });

  it("wants something to change", async () => {
    const { code, err } = await edit();
    expect(code).toBe(2);
    expect(err).toContain("Nothing was said to change");
  });
});

describe("tocsin person remove", () => {
  const day = (offset: number) => new Date(SAMPLE_NOW + offset * MS.day).toISOString();
  const plan = (person: string) =>
    planSchema.parse({
      from: day(0),
      to: day(35),
      schedules: [
        {
          id: "rotation.primary",
          name: "Primary",
          timeZone: "UTC",
          spans: [{ person, layer: null, overrideId: null, startsAt: day(0), endsAt: day(35) }],
          gaps: [],
          hours: [],
        },
      ],
      conflicts: [],
      unreachable: [],
      warnings: [],
    });
  const asked = new URLSearchParams({ from: day(0), to: day(35) });

  it.each([
    ["Priya", "Nobody is there for these shifts of Priya's any more"],
    ["Bob", "Priya is removed, and their tokens are worthless.\n"],
  ])("says which shifts are empty then: %s is on call", async (onCall, said) => {
    const { code, out } = await tocsin(["person", "remove", "Priya"], {
      ...people,
      [`GET /api/v1/schedules?${asked}`]: json(plan(onCall)),
      "DELETE /api/v1/people/p1": noContent,
    });
    expect(code).toBe(0);
    expect(out).toContain(said);
    expect(out.includes("Primary")).toBe(onCall === "Priya");
  });
});
