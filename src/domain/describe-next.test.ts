import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutes, must, until } from "../../test/support/decided.ts";
import {
  actor,
  mediumRules,
  opened,
  person,
  roster,
  START,
} from "../../test/support/incident-fixtures.ts";
import { inputs, rosters } from "../../test/support/incident-inputs.ts";
import { decide, type IncidentInput } from "./decide.ts";
import { describeNext, nextEscalation, timeOfDay } from "./describe-next.ts";
import { MS } from "./duration.ts";
import { incidentDay, incidentNumber } from "./incident-number.ts";

const acknowledge: IncidentInput = { kind: "acknowledge", by: actor("Ann"), via: "phone" };
const takeCommand: IncidentInput = {
  kind: "accept-role",
  by: actor("Ben"),
  role: "incident commander",
};
const snooze: IncidentInput = {
  kind: "snooze",
  by: actor("Ann"),
  untilAt: minutes(60),
  reason: "",
};

describe("what comes next", () => {
  it("names who, as what, by what, and when", () => {
    const text = describeNext(opened().incident, roster(), "UTC");
    expect(text).toBe("Ben (Incident Commander) is paged by e-mail at 02:35 UTC");
  });

  it("is by the channel that is tried first", () => {
    const ben = person("Ben", [
      { id: "1", kind: "ntfy", address: "https://ntfy.test/ben" },
      { id: "2", kind: "email", address: "ben@example.test" },
    ]);
    const who = roster({ people: [person("Ann"), ben, person("Cleo")] });
    expect(nextEscalation(opened().incident, who)).toMatchObject({ channels: ["ntfy"] });
  });

  it("passes over whom nobody can reach", () => {
    const who = roster({ people: [person("Ann"), person("Ben", []), person("Cleo")] });
    expect(describeNext(opened().incident, who, "UTC")).toBe(
      "Cleo (Engineering Lead) is paged by e-mail at 02:35 UTC",
    );
  });

  it("is the catch-all where a quiet severity has fired its step", () => {
    const { incident } = opened({ rules: { ...mediumRules(), steps: [] } });
    expect(describeNext(incident, roster(), "UTC")).toBe(
      "Cleo (catch-all) is notified by e-mail at 04:30 UTC",
    );
  });

  it("is the first step again when the snooze ends", () => {
    const { incident } = must(opened().incident, snooze, minutes(2));
    expect(describeNext(incident, roster(), "UTC")).toBe(
      "Ann (On-Call Engineer) is paged by e-mail at 03:30 UTC, when the snooze ends",
    );
  });

  it("is the first step again when the acknowledgement lapses, unless a role is asked for before", () => {
    const taken = must(opened().incident, acknowledge, minutes(1)).incident;
    expect(nextEscalation(taken, roster())).toMatchObject({ because: "step", people: ["Ben"] });
    const all = must(taken, takeCommand, minutes(2)).incident;
    expect(describeNext(all, roster(), "UTC")).toBe(
      "Ann (On-Call Engineer) is paged by e-mail at 03:02 UTC, when the acknowledgement lapses",
    );
  });

  it("is whoever was asked by hand and has not answered, if that is sooner", () => {
    const taken = must(opened().incident, acknowledge, minutes(1)).incident;
    const all = must(taken, takeCommand, minutes(2)).incident;
    const asked = must(all, { kind: "page", by: actor("Ann"), whom: "Cleo" }, minutes(3)).incident;
    expect(nextEscalation(asked, roster())).toMatchObject({
      because: "asked",
      people: ["Cleo"],
      at: minutes(8),
    });
  });

  it("is nothing once it is resolved", () => {
    const { incident } = opened();
    expect(describeNext({ ...incident, status: "resolved" }, roster(), "UTC")).toBe("");
  });

  it("says so when nobody can be reached", () => {
    const nobody = roster({ people: [], catchAll: [] });
    expect(describeNext(opened().incident, nobody, "UTC")).toContain("nobody can be reached");
  });

  it("is what happens next, whatever happened before", () => {
    const calls = new Set(["page", "role", "engaged"]);
    const script = fc.array(fc.tuple(inputs, fc.integer({ min: 0, max: 40 * MS.minute })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(script, rosters, (steps, who) => {
        let { incident } = opened({}, who);
        let now = START;
        for (const [input, waitMs] of steps) {
          now += waitMs;
          incident = until(incident, now, who).incident;
          const decided = decide(incident, input, { now, roster: who });
          if (!("refused" in decided)) incident = until(decided.incident, now, who).incident;
        }
        const next = nextEscalation(incident, who);
        if (incident.status === "resolved" || incident.status === "closed") {
          expect(next).toBeNull();
          return;
        }
        const end = next?.at ?? now + MS.day;
        const before = until(incident, end - 1, who);
        expect(before.notifications.filter(({ purpose }) => calls.has(purpose))).toEqual([]);
        if (next === null) return;
        const then = until(before.incident, end, who).notifications;
        const called = then.filter(({ purpose }) => calls.has(purpose));
        expect(called.map(({ personName }) => personName)).toEqual(
          expect.arrayContaining([...next.people]),
        );
        if (next.people.length === 0) expect(called).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("times and numbers", () => {
  it("have the reader's zone with UTC beside it", () => {
    expect(timeOfDay(START, "Europe/Berlin")).toBe("03:30 CET (02:30 UTC)");
  });

  it("are in UTC where a person's zone is none", () => {
    expect(timeOfDay(START, "Mars/Olympus")).toBe("02:30 UTC");
  });

  it("count by the day of the playbook's zone", () => {
    expect(incidentDay(START, "UTC")).toBe("20260114");
    expect(incidentDay(START, "America/Los_Angeles")).toBe("20260113");
    expect(incidentNumber("20260114", 7)).toBe("20260114-007");
    expect(incidentNumber("20260114", 1234)).toBe("20260114-1234");
  });
});
