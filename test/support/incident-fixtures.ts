/** Incidents, people and severities for tests of the rules, with the shapes of a four-level playbook. */

import type { Decision } from "../../src/domain/decision.ts";
import { MS } from "../../src/domain/duration.ts";
import type { SeverityRules } from "../../src/domain/incident.ts";
import { type NewIncident, openIncident } from "../../src/domain/open-incident.ts";
import type { ContactMethod, Person } from "../../src/domain/person.ts";
import type { Rotation } from "../../src/domain/playbook.ts";
import type { Roster } from "../../src/domain/roster.ts";
import type { Actor } from "../../src/domain/timeline.ts";

export const START = Date.UTC(2026, 0, 14, 2, 30);

const at = { file: "playbook.md", line: 1 };

export function person(name: string, contactMethods?: readonly ContactMethod[]): Person {
  const id = `person-${name.toLowerCase()}`;
  return {
    id,
    name,
    role: "responder",
    teams: [],
    contactMethods: contactMethods ?? [
      { id: `${id}-mail`, kind: "email", address: `${name.toLowerCase()}@example.test` },
    ],
  };
}

export const rotation: Rotation = {
  id: "on-call",
  columns: ["Primary", "Secondary", "Escalation"],
  shifts: [
    ["2026-01-12", "Ann", "Ben", "Cleo"],
    ["2026-01-19", "Ben", "Cleo", "Ann"],
    ["2026-01-26", "Cleo", "Ann", "Ben"],
  ].map(([start, primary, secondary, escalation], index) => ({
    start: start ?? "",
    assignments: {
      Primary: primary ?? "",
      Secondary: secondary ?? "",
      Escalation: escalation ?? "",
    },
    source: { ...at, line: 10 + index },
  })),
  source: at,
};

export function roster(overrides: Partial<Roster> = {}): Roster {
  return {
    people: [person("Ann"), person("Ben"), person("Cleo")],
    rotations: [rotation],
    schedules: [],
    overrides: [],
    timeZone: "UTC",
    handoffTime: "09:00",
    roles: {},
    catchAll: ["Cleo"],
    ...overrides,
  };
}

/** The worst level: three steps at 0, 5 and 10 minutes, a commander who must take part. */
export function criticalRules(overrides: Partial<SeverityRules> = {}): SeverityRules {
  return {
    id: "P0",
    name: "Critical",
    rank: 0,
    pages: true,
    steps: [
      { role: "On-Call Engineer", afterMs: 0, column: "Primary" },
      { role: "Incident Commander", afterMs: 5 * MS.minute, column: "Secondary" },
      { role: "Engineering Lead", afterMs: 10 * MS.minute, column: "Escalation" },
    ],
    roundMs: 15 * MS.minute,
    repeat: 1,
    acknowledgements: 1,
    acknowledgers: [],
    acknowledgementLapsesMs: 30 * MS.minute,
    responseMs: 15 * MS.minute,
    resolutionMs: 4 * MS.hour,
    communicationMs: 30 * MS.minute,
    engages: ["incident commander"],
    informs: [{ role: "incident commander", text: "Engage the commander", column: "Secondary" }],
    actions: [{ text: "Tell the customers", line: 20 }],
    ...overrides,
  };
}

/** A level that notifies quietly and engages nobody. */
export function mediumRules(): SeverityRules {
  return {
    ...criticalRules(),
    id: "P2",
    name: "Medium",
    rank: 2,
    pages: false,
    steps: [{ role: "On-Call Engineer", afterMs: 0, column: "Primary" }],
    roundMs: 2 * MS.hour,
    repeat: 0,
    acknowledgementLapsesMs: null,
    responseMs: 2 * MS.hour,
    resolutionMs: 72 * MS.hour,
    communicationMs: MS.day,
    engages: [],
    informs: [],
    actions: [],
  };
}

export function actor(name: string): Actor {
  return { kind: "person", id: `person-${name.toLowerCase()}`, name };
}

export const SENDER: Actor = { kind: "integration", id: "integration-1", name: "Alertmanager" };

export function opening(overrides: Partial<NewIncident> = {}): NewIncident {
  return {
    id: "incident-1",
    number: "20260114-001",
    title: "API is down",
    rules: criticalRules(),
    severityReason: "label severity=critical",
    playbookHash: "0".repeat(64),
    integrationId: "integration-1",
    groupKey: "group-1",
    team: null,
    by: SENDER,
    alerts: ["API is down"],
    ...overrides,
  };
}

export function opened(
  overrides: Partial<NewIncident> = {},
  with_: Partial<Roster> = {},
): Decision {
  return openIncident(opening(overrides), { now: START, roster: roster(with_) });
}
