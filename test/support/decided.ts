/** Plays an incident through the rules, for tests of them. */

import { decide, type IncidentInput } from "../../src/domain/decide.ts";
import type { Decision } from "../../src/domain/decision.ts";
import { MS } from "../../src/domain/duration.ts";
import type { Incident } from "../../src/domain/incident.ts";
import type { Roster } from "../../src/domain/roster.ts";
import { roster, START } from "./incident-fixtures.ts";

/** The instant that many minutes after the start. */
export const minutes = (count: number): number => START + count * MS.minute;

/** Decides on an input that must not be refused. */
export function must(
  incident: Incident,
  input: IncidentInput,
  now: number,
  who: Roster = roster(),
): Decision {
  const decided = decide(incident, input, { now, roster: who });
  if ("refused" in decided) throw new Error(`refused: ${decided.refused}`);
  return decided;
}

/** The reason for which an input is refused. */
export function refusal(
  incident: Incident,
  input: IncidentInput,
  now: number,
  who: Roster = roster(),
): string {
  const decided = decide(incident, input, { now, roster: who });
  if (!("refused" in decided)) throw new Error("expected a refusal");
  return decided.refused;
}

/** Lets time pass until an instant, doing what is due when it is due. */
export function until(incident: Incident, end: number, who: Roster = roster()): Decision {
  let all: Decision = { incident, entries: [], notifications: [] };
  for (let guard = 0; guard < 500; guard += 1) {
    const { dueAt } = all.incident;
    if (dueAt === null || dueAt > end) return all;
    const step = must(all.incident, { kind: "due" }, dueAt, who);
    all = {
      incident: step.incident,
      entries: [...all.entries, ...step.entries],
      notifications: [...all.notifications, ...step.notifications],
    };
  }
  throw new Error("the incident never comes to rest");
}

/** "5 Ben r0s1": the minute, the person, round and step of each page. */
export function pagesOf(decision: Decision): string[] {
  return decision.notifications
    .filter((notification) => notification.purpose === "page")
    .map((n) => `${((n.dueAt ?? 0) - START) / MS.minute} ${n.personName} r${n.round}s${n.step}`);
}

export const kinds = (decision: Decision): string[] => decision.entries.map((entry) => entry.kind);
