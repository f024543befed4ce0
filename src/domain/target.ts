/** Whom a step, or somebody by hand, calls on: a person, whoever fills a role, whoever is on call, a team, a program. */

import type { PolicyStep } from "./incident.ts";
import {
  findPerson,
  personOnCall,
  type RoleResolution,
  type Roster,
  resolveNames,
  resolveRole,
  roleKey,
} from "./roster.ts";
import { columnSchedule } from "./schedule/playbook-schedules.ts";
import type { Schedule } from "./schedule/schedule.ts";

export interface Target {
  /** `webhook`: a program of one's own, which only a step of a policy calls on. */
  readonly kind: "person" | "role" | "schedule" | "team" | "webhook";
  /** As it was written. */
  readonly name: string;
}

/** Who is meant by a target at an instant, and why others cannot be reached. */
export function resolveTarget(roster: Roster, target: Target, at: number): RoleResolution {
  const { kind, name } = target;
  const nobody = `nobody is meant by the ${kind} "${name}"`;
  switch (kind) {
    case "person":
      return resolveNames(roster, [name], nobody);
    case "role":
      return resolveRole(roster, { role: name, column: columnNamed(roster, name) }, at);
    case "schedule": {
      const names = schedulesNamed(roster, name).flatMap(
        (schedule) => personOnCall(roster, schedule, at) ?? [],
      );
      return resolveNames(roster, names, `nobody is on call in "${name}"`);
    }
    case "team":
      return resolveNames(roster, namesInTeam(roster, name), nobody);
    case "webhook": {
      const webhook = roster.webhooks?.find((one) => one.name === webhookName(name));
      const missing = webhook === undefined ? [`there is no ${webhookName(name)}`] : [];
      return { people: webhook === undefined ? [] : [webhook], missing, unreachable: [] };
    }
  }
}

/** What a webhook is called where people are called by their names. */
export function webhookName(name: string): string {
  return `webhook ${name}`;
}

/** Whom a step calls on at an instant: its targets, else whoever fills its role. */
export function resolveStep(
  roster: Roster,
  step: Pick<PolicyStep, "role" | "column" | "targets">,
  at: number,
): RoleResolution {
  if (step.targets === undefined) return resolveRole(roster, step, at);
  const all = step.targets.map((target) => resolveTarget(roster, target, at));
  const people = new Map(all.flatMap((one) => one.people).map((person) => [person.id, person]));
  return {
    people: [...people.values()],
    missing: all.flatMap((one) => one.missing),
    unreachable: all.flatMap((one) => one.unreachable),
  };
}

/**
 * What somebody means who writes a name: a person before a schedule, that before a role, that before a
 * team. Undefined when it names none.
 */
export function findTarget(roster: Roster, name: string): Target | undefined {
  const key = roleKey(name);
  const person = findPerson(roster, name);
  if (person !== undefined) return { kind: "person", name: person.name };
  const [schedule] = schedulesNamed(roster, name);
  if (schedule !== undefined) return { kind: "schedule", name: schedule.name };
  const isTitle = roster.people.some(({ title }) => title !== undefined && roleKey(title) === key);
  const isRole = Object.hasOwn(roster.roles, key) || Object.hasOwn(roster.columns ?? {}, key);
  if (isRole || isTitle) return { kind: "role", name };
  return namesInTeam(roster, name).length > 0 ? { kind: "team", name } : undefined;
}

function columnNamed({ rotations }: Roster, name: string): string | null {
  const columns = rotations.flatMap((rotation) => rotation.columns);
  return columns.find((column) => roleKey(column) === roleKey(name)) ?? null;
}

/** Of several tables with a column of that name each is meant. */
function schedulesNamed(roster: Roster, name: string): readonly Schedule[] {
  const key = roleKey(name);
  const columns = roster.rotations.flatMap((rotation) =>
    rotation.columns.map((column) => columnSchedule(roster, rotation, column)),
  );
  return [...roster.schedules, ...columns].filter(
    (schedule) => roleKey(schedule.name) === key || roleKey(schedule.id) === key,
  );
}

function namesInTeam({ people }: Roster, team: string): readonly string[] {
  const key = roleKey(team);
  return people.filter(({ teams }) => teams.some((one) => roleKey(one) === key)).map((p) => p.name);
}
