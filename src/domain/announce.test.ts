import { describe, expect, it } from "vitest";
import { minutes, must } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  mediumRules,
  opened,
  person,
  roster,
} from "../../test/support/incident-fixtures.ts";
import type { NamedAudience } from "./announce.ts";
import type { Decision } from "./decision.ts";
import { describeEntry } from "./describe-entry.ts";
import type { Incident } from "./incident.ts";
import type { Roster } from "./roster.ts";

const by = actor("Ann");
const told: readonly NamedAudience[] = [
  { audience: "Management", line: 12 },
  { audience: "Customers", when: "if external impact", line: 11 },
  { audience: "Press", line: 13 },
];

function channel(audience: string, address: string) {
  return person(audience, [{ id: address, kind: "email", address }]);
}

const who: Roster = roster({
  audiences: [
    channel("Management", "board@example.com"),
    channel("Management", "chiefs@example.com"),
    channel("customers", "news@example.com"),
  ],
});

function yes(incident: Incident, tells: readonly NamedAudience[], at = minutes(1)): Decision {
  const point = { key: "triage/decision/tell", text: "Tell stakeholders", line: 234 };
  const answer = { value: "Yes", outcome: "done" } as const;
  return must(
    incident,
    { kind: "answer", by, point, answer, reason: "", effect: { tells } },
    at,
    who,
  );
}

function announcements({ notifications }: Decision): string[] {
  return notifications
    .filter(({ purpose }) => purpose === "announcement")
    .map(({ address, reason, urgency }) => `${address} ${urgency}: ${reason}`);
}

function said({ entries }: Decision): string[] {
  return entries.filter(({ kind }) => kind.startsWith("audience.")).map(describeEntry);
}

const incident = opened().incident;

describe("a yes to telling stakeholders", () => {
  it("tells those that the playbook names over all their channels, and asks about the others", () => {
    const decided = yes(incident, told);
    expect(announcements(decided).map((line) => line.split(" ")[0])).toEqual([
      "board@example.com",
      "chiefs@example.com",
    ]);
    expect(decided.incident.audiences).toEqual(["Management"]);
    expect(said(decided)).toEqual([
      expect.stringContaining(`Announced to Management: We have an incident of severity`),
      'Customers (line 11) were not told: only if external impact; if that is so, tell them with `tocsin incident update --audience "Customers"`.',
      'Press were not told: nobody knows where: name their channels in tocsin.yaml, audiences: { "Press": { channels: … } }.',
    ]);
  });

  it("tells nobody twice", () => {
    const again = yes(yes(incident, told).incident, told, minutes(2));
    expect(announcements(again)).toEqual([]);
  });

  it("says so where the playbook names nobody", () => {
    expect(said(yes(incident, []))).toEqual([
      expect.stringContaining("Stakeholders were not told: the playbook names nobody for"),
    ]);
  });

  it.each(["drill", "test"] as const)("tells nobody outside of a %s", (mode) => {
    const decided = yes({ ...incident, mode }, told);
    expect(announcements(decided)).toEqual([]);
    expect(said(decided)[0]).toBe(
      `Management were not told: this is a ${mode}, and nobody outside may take it for real.`,
    );
  });

  it("tells the person who has the name or fills the role", () => {
    const decided = yes(incident, [{ audience: "Ben", line: 1 }]);
    expect(announcements(decided)).toHaveLength(1);
  });
});

describe("whoever was told", () => {
  const after = yes(incident, told).incident;

  it("hears of updates, of another severity and of the end", () => {
    const update = must(
      after,
      { kind: "update", by, audience: "stakeholders", text: "We know why." },
      minutes(2),
      who,
    );
    const rules = incident.severity === "P0" ? mediumRules() : criticalRules();
    const severity = must(
      after,
      { kind: "change-severity", by, rules, reason: "-" },
      minutes(3),
      who,
    );
    const end = must(after, { kind: "resolve", by, reason: "rolled back" }, minutes(4), who);
    for (const [decided, text] of [
      [update, "We know why."],
      [severity, `The severity is now ${rules.id}`],
      [end, "It is resolved."],
    ] as const) {
      expect(announcements(decided)).toHaveLength(2);
      expect(announcements(decided)[0]).toContain(`board@example.com low: ${text}`);
    }
  });

  it("hears nothing of an update that is for somebody else", () => {
    const update = must(
      after,
      { kind: "update", by, audience: "Customers", text: "Soon." },
      minutes(2),
      who,
    );
    expect(announcements(update)).toEqual(["news@example.com low: Soon."]);
    expect(update.incident.audiences).toEqual(["Management", "Customers"]);
  });
});
