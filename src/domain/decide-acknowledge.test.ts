import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import { actor, criticalRules, mediumRules, opened } from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import { isAnswerWanted } from "./decide-acknowledge.ts";
import { unwantedBecause } from "./delivery.ts";
import { MS } from "./duration.ts";

const acknowledge: IncidentInput = { kind: "acknowledge", by: actor("Ann"), via: "phone" };
const takeBack: IncidentInput = {
  kind: "unacknowledge",
  by: actor("Ben"),
  reason: "she is asleep",
};

describe("taking an acknowledgement back", () => {
  it("starts paging again from the first step, and the response clock with it", () => {
    const taken = must(opened().incident, acknowledge, minutes(6)).incident;
    const decision = must(taken, takeBack, minutes(8));
    expect(decision.incident).toMatchObject({ status: "open", acknowledgedBy: null });
    expect(pagesOf(until(decision.incident, minutes(13)))).toEqual(["13 Ben r1s1"]);
    expect(pagesOf(decision)).toEqual(["8 Ann r1s0"]);
    expect(decision.entries[0]).toMatchObject({
      kind: "acknowledgement.withdrawn",
      actor: { name: "Ben" },
      data: { acknowledgedBy: "Ann", reason: "she is asleep" },
    });
    const response = decision.incident.clocks.filter(({ kind }) => kind === "response");
    expect(response.map(({ outcome }) => outcome)).toEqual(["met", null]);
  });

  it("is refused where there is none", () => {
    expect(refusal(opened().incident, takeBack, minutes(1))).toBe(
      "20260114-001 is open: nobody has acknowledged it",
    );
    const resolve: IncidentInput = { kind: "resolve", by: actor("Ann"), reason: "" };
    const { incident } = must(opened().incident, resolve, minutes(1));
    expect(refusal(incident, takeBack, minutes(2))).toBe("20260114-001 is resolved");
  });
});

describe("where several must acknowledge", () => {
  const by = (name: string): IncidentInput => ({
    kind: "acknowledge",
    by: actor(name),
    via: "phone",
  });
  const two = criticalRules({ acknowledgements: 2 });

  it("paging goes on until enough have, and only for the others", () => {
    const { incident, notifications } = opened({ rules: two });
    const first = must(incident, by("Ann"), minutes(1));
    expect(first.incident).toMatchObject({ status: "open", acknowledgedBy: null });
    expect(first.entries[0]).toMatchObject({ data: { missing: 1 } });
    const [page] = notifications;
    if (page === undefined) throw new Error("Ann is paged");
    expect(unwantedBecause(page, first.incident)).toBe("they have acknowledged");
    const response = first.incident.clocks.find(({ kind }) => kind === "response");
    expect(response?.outcome).toBe("met");
    const second = must(until(first.incident, minutes(6)).incident, by("Ben"), minutes(6));
    expect(second.incident).toMatchObject({ status: "acknowledged", acknowledgedBy: "Ben" });
    expect(second.incident.acknowledgements.map(({ name }) => name)).toEqual(["Ann", "Ben"]);
  });

  it("one person does not count twice", () => {
    const first = must(opened({ rules: two }).incident, by("Ann"), minutes(1)).incident;
    expect(refusal(first, by("Ann"), minutes(2))).toBe(
      "Ann has acknowledged 20260114-001 already; 1 more must",
    );
    const ann = { personId: "person-ann", role: "On-Call Engineer" };
    expect(isAnswerWanted(first, ann)).toBe(false);
    expect(isAnswerWanted(first, { ...ann, personId: "person-ben" })).toBe(true);
  });

  it("each begins anew when it is taken back, and stays when somebody escalates meanwhile", () => {
    const first = must(opened({ rules: two }).incident, by("Ann"), minutes(1)).incident;
    const escalated = must(first, { kind: "escalate", by: actor("Ann"), via: "phone" }, minutes(2));
    expect(escalated.incident.acknowledgements).toHaveLength(1);
    const taken = must(escalated.incident, by("Ben"), minutes(3)).incident;
    expect(must(taken, takeBack, minutes(4)).incident.acknowledgements).toEqual([]);
  });
});

describe("who may acknowledge", () => {
  const acknowledgers = [{ kind: "schedule", name: "Secondary" }] as const;
  const rules = criticalRules({ acknowledgers, informs: [], engages: [] });
  const by = (name: string): IncidentInput => ({
    kind: "acknowledge",
    by: actor(name),
    via: "phone",
  });

  it("are those the policy names, and whoever was told", () => {
    const { incident } = opened({ rules });
    expect(must(incident, by("Ben"), minutes(1)).incident.status).toBe("acknowledged");
    expect(must(incident, by("Ann"), minutes(1)).incident.status).toBe("acknowledged");
    expect(refusal(incident, by("Cleo"), minutes(1))).toBe(
      "20260114-001 is acknowledged by Ben, or whoever was told",
    );
    const paged = until(incident, minutes(10)).incident;
    expect(must(paged, by("Cleo"), minutes(11)).incident.status).toBe("acknowledged");
  });
});

describe("an answer", () => {
  it("is wanted while nobody has it, and afterwards only of whom somebody waits for", () => {
    const ann = { personId: "person-ann", role: "On-Call Engineer" };
    const ben = { personId: "person-ben", role: "incident commander" };
    const cleo = { personId: "person-cleo", role: "responder" };
    const { incident } = opened();
    expect(isAnswerWanted(incident, ann)).toBe(true);
    const taken = must(incident, acknowledge, minutes(1)).incident;
    expect([ann, ben, cleo].map((who) => isAnswerWanted(taken, who))).toEqual([false, true, false]);
    const asked = must(
      taken,
      { kind: "page", by: actor("Ann"), whom: "Cleo" },
      minutes(2),
    ).incident;
    expect(isAnswerWanted(asked, cleo)).toBe(true);
  });
});

/** What a person does that keeps an acknowledgement alive. */
const deeds = fc.constantFrom<IncidentInput>(
  { kind: "note", by: actor("Ann"), text: "looking" },
  { kind: "update", by: actor("Ben"), audience: "customers", text: "known" },
  { kind: "add-responder", by: actor("Ann"), whom: "Cleo" },
  { kind: "accept-role", by: actor("Ben"), role: "scribe" },
);

describe("an acknowledgement that nothing follows", () => {
  it("lapses when its time is over, at the very instant, and never before", () => {
    const lapses = fc.option(fc.integer({ min: 1, max: 120 }), { nil: null });
    const waits = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), deeds), { maxLength: 8 });
    fc.assert(
      fc.property(lapses, waits, fc.boolean(), (lapseMinutes, script, pages) => {
        const acknowledgementLapsesMs = lapseMinutes === null ? null : lapseMinutes * MS.minute;
        const base = pages ? criticalRules() : mediumRules();
        const { incident } = opened({ rules: { ...base, acknowledgementLapsesMs } });
        let current = must(incident, acknowledge, minutes(1)).incident;
        let touchedAt = minutes(1);
        for (const [waitMinutes, deed] of script) {
          const now = touchedAt + waitMinutes * MS.minute;
          const lapsesAt =
            acknowledgementLapsesMs === null
              ? Number.POSITIVE_INFINITY
              : touchedAt + acknowledgementLapsesMs;
          if (lapsesAt <= now) {
            expect(until(current, lapsesAt - 1).incident.status).toBe("acknowledged");
            const lapsed = until(current, lapsesAt);
            expect(lapsed.incident.status).toBe("open");
            const said = lapsed.entries.find(({ kind }) => kind === "acknowledgement.lapsed");
            expect(said?.at).toBe(lapsesAt);
            return;
          }
          current = until(current, now).incident;
          expect(current.status).toBe("acknowledged");
          try {
            current = must(current, deed, now).incident;
            touchedAt = now;
          } catch {
            // Refused: Cleo takes part already, Ben has the role. It changes nothing.
            return;
          }
        }
      }),
    );
  });
});
