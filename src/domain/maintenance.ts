/**
 * Maintenance windows: alerts of what is worked on are stored as ever, and page nobody while the window is
 * open. It is planned ahead, or comes every week, so nobody looks at what it holds: the worst severity pages
 * all the same, unless the window says otherwise.
 */

import { matchersOf, type RulePlace } from "./alert-routes.ts";
import type { AlertJudgement } from "./alert-routing.ts";
import { describeDuration, MS } from "./duration.ts";
import {
  compileMatchers,
  findMatcherProblem,
  formatMatchers,
  type Labels,
  type Matcher,
  matchesAbsence,
} from "./matcher.ts";
import type { OverlayMaintenance, Playbook } from "./playbook.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import type { Interval } from "./schedule/span.ts";
import { weeklyIntervals } from "./schedule/weekly-windows.ts";
import { SILENCE_MAX_MS } from "./silence.ts";

/** Further ahead it belongs into `tocsin.yaml`, or a calendar. */
const AHEAD_MAX_MS = 366 * MS.day;
/** Those that have not ended: all of them are asked of each alert that begins to fire. */
export const MAINTENANCE_MAX = 1000;

/** What a window is about; all that it gives has to hold of an alert. */
export interface MaintenanceScope {
  readonly matchers: readonly Matcher[];
  /** Of which service, by a rule of `tocsin.yaml`, else by the label `service`. */
  readonly service: string | null;
  /** Whose incident it would be. */
  readonly team: string | null;
  /** Whether alerts of the playbook's worst severity page nobody either. */
  readonly includeWorst: boolean;
}

/** One that is open once. */
export interface Maintenance extends MaintenanceScope {
  readonly id: string;
  readonly startsAt: number;
  /** The first instant at which it holds no more. */
  readonly endsAt: number;
  readonly author: string;
  readonly comment: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One that comes every week, as `tocsin.yaml` has it. */
export interface RecurringMaintenance extends MaintenanceScope {
  readonly name: string;
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
  readonly at?: RulePlace;
}

/** What is asked of an alert. */
export interface MaintainedAlert {
  readonly labels: Labels;
  readonly service: string | undefined;
  readonly team: string | null;
  /** Whether the playbook has no severity that is worse. */
  readonly isWorst: boolean;
}

/** What an alert is by the rules of a playbook. @param alert with the team of its integration */
export function maintainedAlert(
  { severities }: Pick<Playbook, "severities">,
  { severity, service, team }: AlertJudgement,
  alert: Pick<MaintainedAlert, "labels" | "team">,
): MaintainedAlert {
  const { labels } = alert;
  return {
    labels,
    service: service?.value ?? (Object.hasOwn(labels, "service") ? labels["service"] : undefined),
    team: team?.value ?? alert.team,
    isWorst: severity.severity === severities[0]?.id,
  };
}

/** A window that is open, ready to be asked of many alerts. */
export interface OpenMaintenance {
  readonly window: Maintenance | RecurringMaintenance;
  /** When it closes. */
  readonly endsAt: number;
  readonly covers: (alert: MaintainedAlert) => boolean;
}

/** Windows, ready to be asked which of them are open. */
export type CompiledMaintenance = {
  readonly window: Maintenance | RecurringMaintenance;
  readonly covers: OpenMaintenance["covers"];
  /** Around an instant; undefined while it is closed. */
  readonly openAt: (now: number) => Interval | undefined;
};

export function compileMaintenance(
  windows: readonly Maintenance[],
): readonly CompiledMaintenance[] {
  return windows.map((window) => {
    const { startsAt, endsAt } = window;
    return {
      window,
      covers: predicate(window),
      openAt: (now) => (startsAt <= now && now < endsAt ? { startsAt, endsAt } : undefined),
    };
  });
}

const compiled = new WeakMap<Playbook, readonly CompiledMaintenance[]>();

/** The recurring windows of a playbook, compiled once. */
export function recurringMaintenance(playbook: Playbook): readonly CompiledMaintenance[] {
  const known = compiled.get(playbook);
  if (known !== undefined) return known;
  const windows = (playbook.overlay.maintenance ?? [])
    .flatMap((stated) => recurringOf(stated, playbook.timeZone) ?? [])
    .map((window) => ({ window, covers: predicate(window), openAt: weekly(window) }));
  compiled.set(playbook, windows);
  return windows;
}

/** Undefined when its matchers cannot be read any more: alerts must come through. */
function recurringOf(
  { name, matchers: written = [], when, ...stated }: OverlayMaintenance,
  zone: string,
): RecurringMaintenance | undefined {
  const matchers = matchersOf({ matchers: written });
  if (matchers === undefined) return undefined;
  const { service = null, team = null, includeWorst = false, timeZone = zone, source } = stated;
  const scope = { matchers, service, team, includeWorst };
  const at = source === undefined ? {} : { at: { file: source.file, line: source.line } };
  return { name, ...scope, windows: when, timeZone, ...at };
}

function predicate(scope: MaintenanceScope): OpenMaintenance["covers"] {
  const { service, team, includeWorst } = scope;
  const matches = compileMatchers(scope.matchers);
  return (alert) =>
    (includeWorst || !alert.isWorst) &&
    (service === null || alert.service === service) &&
    (team === null || alert.team === team) &&
    matches(alert.labels);
}

/** When the window is open, computed for a day at once: it is asked with every batch of alerts. */
function weekly({ windows, timeZone }: RecurringMaintenance): CompiledMaintenance["openAt"] {
  let known: Interval & { readonly open: readonly Interval[] } = {
    startsAt: 0,
    endsAt: 0,
    open: [],
  };
  return (now) => {
    if (now < known.startsAt || now >= known.endsAt) {
      const day = { startsAt: now, endsAt: now + MS.day };
      known = { ...day, open: weeklyIntervals(windows, timeZone, day) };
    }
    return known.open.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
  };
}

/** Those that are open at an instant. To be asked once for many alerts. */
export function openMaintenance(
  windows: readonly CompiledMaintenance[],
  now: number,
): readonly OpenMaintenance[] {
  return windows.flatMap(({ window, covers, openAt }) => {
    const endsAt = openAt(now)?.endsAt;
    return endsAt === undefined ? [] : [{ window, covers, endsAt }];
  });
}

/** When a recurring window is open next, or now; undefined when not within a week. */
export function nextOpening(
  { windows, timeZone }: RecurringMaintenance,
  now: number,
): Interval | undefined {
  const week = { startsAt: now, endsAt: now + 7 * MS.day };
  return weeklyIntervals(windows, timeZone, week).find(({ endsAt }) => endsAt > now);
}

/** Why there can be no such window, as a sentence; undefined when there can. */
export function findMaintenanceProblem(
  wanted: Pick<Maintenance, "matchers" | "service" | "team" | "startsAt" | "endsAt">,
  now: number,
): string | undefined {
  const { matchers, service, team, startsAt, endsAt } = wanted;
  const problem = findMatcherProblem(matchers);
  if (problem !== undefined) return problem;
  if (service === null && team === null) {
    if (matchers.length === 0) return "Say what is worked on: a service, a team, or matchers.";
    if (matchers.every(matchesAbsence)) {
      return "These matchers hold for alerts without any label: one must ask for a value.";
    }
  }
  if (endsAt <= now) return "This window has ended already.";
  if (endsAt <= startsAt) return "This window ends before it begins.";
  if (endsAt - startsAt > SILENCE_MAX_MS) {
    return `A maintenance window is open for ${describeDuration(SILENCE_MAX_MS)} at most.`;
  }
  if (startsAt - now > AHEAD_MAX_MS) return "A maintenance window begins within a year.";
  return undefined;
}

/** "service checkout, {host=~"db.*"}, of team Shop" */
export function describeScope({ matchers, service, team }: MaintenanceScope): string {
  return [
    ...(service === null ? [] : [`service ${service}`]),
    ...(matchers.length === 0 ? [] : [formatMatchers(matchers)]),
    ...(team === null ? [] : [`team ${team}`]),
  ].join(", ");
}
