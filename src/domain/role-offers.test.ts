import { describe, expect, it } from "vitest";
import { kinds, minutes, must, refusal, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  opened,
  person,
  roster,
} from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { describeEntry } from "./describe-entry.ts";
import type { Incident } from "./incident.ts";

const ROLE = "Incident Commander";
const offer = (whom: string, by = "Ann", handsOver = false): IncidentInput => ({
  kind: "offer-role",
  by: actor(by),
  role: ROLE,
  person: whom,
  handsOver,
});
const accept = (by: string, role = ROLE): IncidentInput => ({
  kind: "accept-role",
  by: actor(by),
  role,
});
const decline = (by: string, reason = ""): IncidentInput => ({
  kind: "decline-role",
  by: actor(by),
  role: ROLE,
  reason,
});
const answered = (): Incident =>
  must(opened().incident, { kind: "acknowledge", by: actor("Ann"), via: "cli" }, minutes(1))
    .incident;
const sentences = ({ entries }: Decision): string[] => entries.map(describeEntry);
const toldOf = ({ notifications }: Decision): string[] =>
  notifications.map(({ personName, purpose, reason }) => `${personName} ${purpose}: ${reason}`);

describe("a role", () => {
  it("is offered to somebody, who hears what the playbook says of it, and accepts", () => {
    const offered = must(answered(), offer("Cleo"), minutes(2));
    expect(sentences(offered)[0]).toBe("Ann offered the role Incident Commander to Cleo.");
    expect(toldOf(offered)).toEqual([
      "Cleo engaged: Ann offers you the role Incident Commander. The playbook says: Tell the customers (line 20); an update every 30 min.",
    ]);
    const accepted = must(offered.incident, accept("Cleo"), minutes(3));
    expect(accepted.incident.roles).toEqual({ [ROLE]: "Cleo" });
    expect(accepted.incident.offers).toEqual([]);
    expect(accepted.incident.escalation.mode).toBe("stopped");
    expect(toldOf(accepted)).toEqual([
      "Cleo informed: You are Incident Commander now. The playbook says: Tell the customers (line 20); an update every 30 min.",
    ]);
  });

  it("is accepted by whoever acknowledges the message that offers it", () => {
    const offered = must(
      answered(),
      { ...offer("Cleo"), role: "scribe" } as IncidentInput,
      minutes(2),
    );
    const by = { by: actor("Cleo"), via: "link", role: "scribe" };
    const accepted = must(offered.incident, { kind: "acknowledge", ...by }, minutes(3));
    expect(accepted.incident.roles).toEqual({ scribe: "Cleo" });
  });

  it("is declined, and whoever has the incident in hand is told", () => {
    const offered = must(answered(), offer("Cleo"), minutes(2));
    const declined = must(offered.incident, decline("Cleo", "on a train"), minutes(3));
    expect(sentences(declined)).toEqual(["Cleo declined the role Incident Commander: on a train."]);
    expect(toldOf(declined)).toEqual([
      "Ann informed: Cleo does not take the role Incident Commander: on a train.",
    ]);
    const later = until(declined.incident, minutes(20));
    const calls = later.notifications.filter(({ purpose }) => purpose === "engaged");
    expect(calls).toEqual([]);
    expect(refusal(declined.incident, decline("Cleo"), minutes(4))).toContain("nobody has offered");
  });

  it("is kept by whoever hands it over, until the other accepts", () => {
    const commanded = must(answered(), accept("Ann"), minutes(2)).incident;
    const offered = must(commanded, offer("Ben", "Ann", true), minutes(3));
    expect(sentences(offered)[0]).toBe(
      "Ann hands over the role Incident Commander to Ben, who has yet to accept.",
    );
    expect(offered.incident.roles).toEqual({ [ROLE]: "Ann" });
    const accepted = must(offered.incident, accept("Ben"), minutes(4));
    expect(sentences(accepted)).toContain("Ben took the role Incident Commander from Ann.");
    expect(toldOf(accepted)).toContain(
      "Ann informed: Ben has taken the role Incident Commander from you.",
    );
    expect(accepted.incident.roles).toEqual({ [ROLE]: "Ben" });
  });

  it.each([
    ["to nobody", offer("Dora"), "nobody is called Dora"],
    ["that one does not have", offer("Cleo", "Ben", true), "only who has a role hands it over"],
  ])("is not offered %s", (_, input, why) => {
    expect(refusal(answered(), input, minutes(2))).toContain(why);
  });
});

describe("a commander who is wanted", () => {
  const nags = (decision: Decision): string[] =>
    decision.entries.filter(({ kind }) => kind === "role.wanted").map(describeEntry);

  it("is asked for every two minutes, five times, of those who take part", () => {
    const later = until(answered(), minutes(30));
    expect(nags(later)).toHaveLength(5);
    expect(nags(later)[0]).toBe("Asked Ann for somebody to be incident commander (1 of 5).");
    const told = later.notifications.filter(({ reason }) => reason.startsWith("Nobody is"));
    expect(told.map(({ dueAt }) => dueAt)).toEqual([3, 5, 7, 9, 11].map(minutes));
    expect(told.every(({ urgency }) => urgency === "low")).toBe(true);
  });

  it("is asked for no more once somebody has accepted", () => {
    const asked = until(answered(), minutes(4)).incident;
    const commanded = must(asked, accept("Cleo", "incident commander"), minutes(4)).incident;
    expect(nags(until(commanded, minutes(30)))).toEqual([]);
  });

  it("is asked of nobody while nobody has answered: the escalation calls the role", () => {
    expect(nags(until(opened().incident, minutes(14)))).toEqual([]);
  });

  it("is not wanted where the severity engages none", () => {
    const { incident } = opened({ rules: criticalRules({ engages: [] }) });
    const taken = must(incident, { kind: "acknowledge", by: actor("Ann"), via: "cli" }, minutes(1));
    expect(nags(until(taken.incident, minutes(20)))).toEqual([]);
  });
});

describe("a commander", () => {
  const many = ["Ann", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida"];
  const who = roster({ people: many.map((name) => person(name)) });

  it("is told once when more take part than one can lead", () => {
    let { incident } = must(answered(), accept("Ann"), minutes(2), who);
    const stretched: string[] = [];
    for (const [index, whom] of many.slice(1).entries()) {
      const input: IncidentInput = { kind: "add-responder", by: actor("Ann"), whom };
      const added = must(incident, input, minutes(3 + index), who);
      if (kinds(added).includes("command.stretched")) stretched.push(...toldOf(added));
      incident = added.incident;
    }
    expect(stretched.filter((text) => text.includes("more than one can lead"))).toEqual([
      "Ann informed: 8 people take part, more than one can lead. Give somebody a part of it to lead.",
    ]);
  });
});
