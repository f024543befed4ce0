import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import { actor, opened, person, roster, START } from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { unwantedBecause } from "./delivery.ts";
import { MS } from "./duration.ts";
import type { Incident } from "./incident.ts";

const by = actor("Ann");
const page = (whom: string): IncidentInput => ({ kind: "page", by, whom });
const add = (whom: string): IncidentInput => ({ kind: "add-responder", by, whom });
const reassign = (whom: string): IncidentInput => ({
  kind: "reassign",
  by,
  whom,
  reason: "knows it",
});
const acknowledge = (name: string): IncidentInput => ({
  kind: "acknowledge",
  by: actor(name),
  via: "phone",
});

const acknowledged = (): Incident =>
  must(opened().incident, acknowledge("Ann"), minutes(1)).incident;

/** "1 Cleo engaged high" */
function toldOf(decision: Decision): string[] {
  return decision.notifications.map(
    (n) => `${((n.dueAt ?? 0) - START) / MS.minute} ${n.personName} ${n.purpose} ${n.urgency}`,
  );
}

describe("paging somebody by hand", () => {
  it("calls on them at once, also when somebody has it, and records them", () => {
    const decision = must(acknowledged(), page("Cleo"), minutes(2));
    expect(toldOf(decision)).toEqual(["2 Cleo engaged high"]);
    expect(decision.notifications[0]?.reason).toBe("Ann asks for you.");
    expect(decision.incident.responders).toMatchObject([
      { name: "Cleo", role: "responder", joinedAt: null, asks: 1 },
    ]);
    expect(decision.incident.status).toBe("acknowledged");
  });

  it("finds whoever fills a role, is on call in a schedule, or is in a team", () => {
    const inTeam = { ...person("Dora"), teams: ["Web"] };
    const titled = { ...person("Eve"), title: "CTO" };
    const who = roster({ people: [...roster().people, inTeam, titled] });
    const whoIs = (whom: string): string[] =>
      must(acknowledged(), page(whom), minutes(2), who).notifications.map((n) => n.personName);
    expect(whoIs("secondary")).toEqual(["Ben"]);
    expect(whoIs("on-call.escalation")).toEqual(["Cleo"]);
    expect(whoIs("CTO")).toEqual(["Eve"]);
    expect(whoIs("web")).toEqual(["Dora"]);
    expect(whoIs("ben")).toEqual(["Ben"]);
  });

  it("asks again while there is no answer, then says that there was none", () => {
    const asked = must(acknowledged(), page("Cleo"), minutes(2)).incident;
    const later = until(asked, minutes(20));
    const calls = later.notifications.filter((n) => n.purpose === "engaged");
    expect(calls.map((n) => ((n.dueAt ?? 0) - START) / MS.minute)).toEqual([7, 12]);
    expect(later.entries.find(({ kind }) => kind === "responder.silent")).toMatchObject({
      data: { person: "Cleo", asks: 3 },
    });
    expect(toldOf(later)).toContain("17 Ann informed low");
  });

  it("stops when they answer, and whoever does something has answered", () => {
    const asked = must(acknowledged(), page("Cleo"), minutes(2));
    const [call] = asked.notifications;
    if (call === undefined) throw new Error("Cleo is called");
    const answers: IncidentInput[] = [
      acknowledge("Cleo"),
      { kind: "note", by: actor("Cleo"), text: "looking" },
    ];
    for (const answer of answers) {
      const { incident, entries } = must(asked.incident, answer, minutes(3));
      expect(incident.responders).toMatchObject([{ name: "Cleo", joinedAt: minutes(3) }]);
      expect(entries[0]).toMatchObject({ kind: "responder.joined", actor: { name: "Cleo" } });
      expect(incident.acknowledgedBy).toBe("Ann");
      expect(unwantedBecause(call, asked.incident)).toBeNull();
      expect(unwantedBecause(call, incident)).toBe("it is answered");
      const later = until(incident, minutes(20)).notifications;
      const calls = later.filter(({ purpose }) => purpose !== "informed");
      expect(calls.map((n) => n.personName)).not.toContain("Cleo");
    }
  });

  it("takes an open incident, when they acknowledge it", () => {
    const asked = must(opened().incident, page("Cleo"), minutes(2)).incident;
    const { incident } = must(asked, acknowledge("Cleo"), minutes(3));
    expect(incident).toMatchObject({ status: "acknowledged", acknowledgedBy: "Cleo" });
    expect(incident.responders).toMatchObject([{ name: "Cleo", joinedAt: minutes(3) }]);
  });

  it("may be done again, also of somebody who takes part already", () => {
    const joined = must(
      must(acknowledged(), page("Cleo"), minutes(2)).incident,
      acknowledge("Cleo"),
      minutes(3),
    ).incident;
    const again = must(joined, page("Cleo"), minutes(9));
    expect(toldOf(again)).toEqual(["9 Cleo engaged high"]);
    expect(again.incident.responders).toMatchObject([{ asks: 2, joinedAt: null }]);
  });

  it("says what is wrong when nobody would be paged", () => {
    const who = roster({ people: [person("Ann"), person("Ben"), person("Cleo", [])] });
    expect(refusal(acknowledged(), page("Zoe"), minutes(2))).toBe(
      'there is no person, schedule, role or team "Zoe"',
    );
    expect(refusal(acknowledged(), page("Cleo"), minutes(2), who)).toBe(
      "nobody was paged: Cleo has no contact method",
    );
    const resolved = must(acknowledged(), { kind: "resolve", by, reason: "" }, minutes(2)).incident;
    expect(refusal(resolved, page("Cleo"), minutes(3))).toBe("20260114-001 is resolved");
  });

  it("does not wake a whole company by a slip of the pen", () => {
    const many = Array.from({ length: 51 }, (_, index) => ({
      ...person(`P${index}`),
      teams: ["everybody"],
    }));
    expect(refusal(acknowledged(), page("everybody"), minutes(2), roster({ people: many }))).toBe(
      "everybody is 51 people; at most 50 can be called by hand",
    );
  });

  it("ends with the incident", () => {
    const asked = must(acknowledged(), page("Cleo"), minutes(2)).incident;
    const { incident } = must(asked, { kind: "resolve", by, reason: "" }, minutes(3));
    expect(kinds(until(incident, minutes(30)))).not.toContain("responder.asked");
  });
});

describe("recording somebody as taking part", () => {
  it("tells them quietly and pages nobody", () => {
    const decision = must(acknowledged(), add("Cleo"), minutes(2));
    expect(toldOf(decision)).toEqual(["2 Cleo informed low"]);
    expect(decision.incident.responders).toMatchObject([{ name: "Cleo", joinedAt: minutes(2) }]);
    expect(refusal(decision.incident, add("cleo"), minutes(3))).toBe(
      "cleo takes part in 20260114-001 already",
    );
  });

  it("stops calling somebody who was paged by hand: they are there", () => {
    const asked = must(acknowledged(), page("Cleo"), minutes(2)).incident;
    const { incident } = must(asked, add("Cleo"), minutes(3));
    const later = until(incident, minutes(20)).notifications;
    const calls = later.filter(({ purpose }) => purpose !== "informed");
    expect(calls.filter((n) => n.personName === "Cleo")).toEqual([]);
  });

  it("works for somebody who cannot be reached", () => {
    const who = roster({ people: [person("Ann"), person("Ben"), person("Cleo", [])] });
    const { incident, notifications } = must(acknowledged(), add("Cleo"), minutes(2), who);
    expect(incident.responders).toMatchObject([{ name: "Cleo" }]);
    expect(notifications).toEqual([]);
  });
});

describe("reassigning", () => {
  it("pages the one it moves to, and the policy's steps when they do not answer", () => {
    const decision = must(opened().incident, reassign("Cleo"), minutes(2));
    expect(pagesOf(decision)).toEqual(["2 Cleo r1s-2"]);
    expect(decision.entries[0]).toMatchObject({
      kind: "incident.reassigned",
      data: { to: "Cleo", people: ["Cleo"], reason: "knows it" },
    });
    expect(pagesOf(until(decision.incident, minutes(25)))).toEqual([
      "5.75 Ann r1s0",
      "10.75 Ben r1s1",
      "15.75 Cleo r1s2",
      "17 Cleo r2s-2",
      "20.75 Ann r2s0",
    ]);
  });

  it("no longer wants the pages of those before, but each of its own", () => {
    const { incident, notifications } = opened();
    const moved = must(incident, reassign("Cleo"), minutes(2));
    const [before] = notifications;
    const [after] = moved.notifications;
    if (before === undefined || after === undefined) throw new Error("both are paged");
    expect(unwantedBecause(before, moved.incident)).toBe("the incident was reassigned to Cleo");
    expect(unwantedBecause(after, moved.incident)).toBeNull();
  });

  it("ends the acknowledgement of who had it", () => {
    const { incident, entries } = must(acknowledged(), reassign("Cleo"), minutes(2));
    expect(incident).toMatchObject({ status: "open", acknowledgedBy: null });
    expect(entries[0]).toMatchObject({ data: { acknowledgedBy: "Ann" } });
    const response = incident.clocks.filter(({ kind }) => kind === "response");
    expect(response.map(({ outcome }) => outcome)).toEqual(["met", null]);
  });

  it("follows the schedule it was reassigned to, and passes over whom it cannot reach", () => {
    const { incident } = must(opened().incident, reassign("Escalation"), minutes(2));
    const who = roster({ people: [person("Ann"), person("Ben"), person("Cleo", [])] });
    const later = until(incident, minutes(17), who);
    expect(pagesOf(later)).toContain("17 Ann r2s0");
    expect(kinds(later)).toContain("escalation.skipped");
  });

  it("is over when the incident begins anew", () => {
    const moved = must(opened().incident, reassign("Cleo"), minutes(2)).incident;
    const ended = must(moved, { kind: "resolve", by, reason: "" }, minutes(3)).incident;
    const again = must(ended, { kind: "reopen", by, reason: "back" }, minutes(4));
    expect(pagesOf(again)).toEqual(["4 Ann r2s0"]);
  });

  it("is refused where it would reach nobody", () => {
    const who = roster({ people: [person("Ann"), person("Ben"), person("Cleo", [])] });
    expect(refusal(opened().incident, reassign("Cleo"), minutes(2), who)).toBe(
      "20260114-001 was not reassigned: Cleo has no contact method",
    );
  });
});
