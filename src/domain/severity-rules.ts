/** A severity of the playbook as behaviour: who is paged when, which clocks run, what is asked of people. */

import { durationMs, MS } from "./duration.ts";
import type { ClockKind, PolicyStep, SeverityRules, StepHours } from "./incident.ts";
import { lapsesByDefaultMs } from "./next-due.ts";
import type { EscalationPath, OverlayStep, Playbook, Severity } from "./playbook.ts";
import { roleKey } from "./roster.ts";
import { statedSchedules } from "./schedule/playbook-schedules.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import { type WorkingTime, workingDayMs } from "./working-time.ts";

/** A round's length where the playbook gives no response time. */
const DEFAULT_ROUND_MS = 15 * MS.minute;
/** Further rounds before the catch-all joins, where `tocsin.yaml` does not say. */
const DEFAULT_REPEAT = 1;

/** Where `tocsin.yaml` does not say. */
const WORKING_HOURS: readonly WeeklyWindow[] = [
  { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" },
];

/** The rules of a severity, or undefined when the playbook has none of that id (compared without case). */
export function severityRules(playbook: Playbook, severityId: string): SeverityRules | undefined {
  const wanted = severityId.toLowerCase();
  const rank = playbook.severities.findIndex((severity) => severity.id.toLowerCase() === wanted);
  const severity = playbook.severities[rank];
  if (severity === undefined) return undefined;
  const promised = promisedMs(playbook, severity);
  const responseMs = promised.response;
  const pages = severityPages(playbook, severity, rank);
  const roundMs = responseMs ?? DEFAULT_ROUND_MS;
  const overlay = playbook.overlay.escalation[severity.id];
  return {
    id: severity.id,
    name: severity.name,
    rank,
    pages,
    steps: policySteps(playbook, severity, { pages, roundMs }),
    roundMs,
    repeat: overlay?.repeat ?? (pages ? DEFAULT_REPEAT : 0),
    acknowledgements: overlay?.acknowledgements ?? 1,
    acknowledgers: overlay?.acknowledgers ?? [],
    acknowledgementLapsesMs: lapsesMs(overlay?.acknowledgementLapses, pages),
    responseMs,
    resolutionMs: promised.resolution,
    communicationMs: promised.communication,
    ...clocksInWorkingTime(playbook, severity),
    ...(pages ? postmortemWithin(playbook) : {}),
    engages: severity.responseActions
      .filter((action) => action.kind === "notify" && action.engages === true)
      .map((action) => action.role)
      .filter((role) => role !== undefined),
    informs: severity.responseActions
      .filter((action) => action.kind === "notify" && action.role !== undefined)
      .map((action) => ({
        role: action.role ?? "",
        text: action.text,
        column: columnForRole(playbook, action.role ?? ""),
      })),
    duties: dutiesOf(playbook),
    actions: severity.responseActions
      .filter((action) => action.kind !== "page")
      .map((action) => ({ text: action.text, line: action.source.line })),
  };
}

/** Of what wakes nobody no postmortem is promised: people write one where they learn from it. */
function postmortemWithin({ postmortem }: Playbook): Pick<SeverityRules, "postmortemMs"> {
  const ms = optionalMs(postmortem.dueAfter);
  return ms === null ? {} : { postmortemMs: ms };
}

/** So many lines are frozen into each incident at most. */
const DUTIES_MAX = 30;

/** What phases ask of somebody in a role. */
function dutiesOf({ phases, ...playbook }: Playbook): NonNullable<SeverityRules["duties"]> {
  const roles = [...new Set(namedRoles(playbook).map(roleKey))].filter((role) => role !== "");
  return phases
    .flatMap(({ actions }) => actions)
    .filter(({ text }) => roles.some((role) => ` ${roleKey(text)} `.includes(` ${role} `)))
    .slice(0, DUTIES_MAX)
    .map(({ text, source }) => ({ text, line: source.line }));
}

/**
 * Whether a severity pages: when its actions say so. One of the two worst also pages where it has no
 * actions, or where no severity of the playbook is said to page: such a text has not said that nobody
 * should be woken, be it that it only names whom to tell.
 */
function severityPages({ severities }: Playbook, severity: Severity, rank: number): boolean {
  if (saysPage(severity)) return true;
  const isTold = severity.responseActions.length > 0 && severities.some(saysPage);
  return rank <= 1 && !isTold;
}

/** Whether the text asks to page somebody for the severity. */
export function saysPage({ responseActions }: Severity): boolean {
  return responseActions.some(({ kind }) => kind === "page");
}

function policySteps(
  playbook: Playbook,
  severity: Severity,
  timing: { readonly pages: boolean; readonly roundMs: number },
): readonly PolicyStep[] {
  const stated = playbook.overlay.escalation[severity.id]?.steps;
  if (stated !== undefined) return stated.map((step) => statedStep(playbook, step));
  const path = playbook.escalation.find((candidate) => candidate.severity === severity.id);
  const offsets = playbook.overlay.escalation[severity.id]?.after;
  if (path !== undefined && path.steps.length > 0) {
    const steps = path.steps.map((step, index) => ({
      role: step.role,
      afterMs: durationMs(offsets?.[index] ?? step.after),
      column: columnForRole(playbook, step.role),
    }));
    return steps.sort((a, b) => a.afterMs - b.afterMs);
  }
  if (!timing.pages) return [];
  // It pages, but no diagram says whom: everyone in the rotation, column by column, else every schedule.
  const columns = playbook.rotations[0]?.columns ?? [];
  const roles =
    columns.length > 0
      ? columns.map((column) => ({ role: column, column }))
      : statedSchedules(playbook).map(({ name }) => ({ role: name, column: null }));
  return roles.map((role, index) => ({
    ...role,
    afterMs: Math.round((index * timing.roundMs) / roles.length),
  }));
}

function statedStep(playbook: Playbook, step: OverlayStep): PolicyStep {
  const { role, after, targets, only, moreThan, nextEachTime } = step;
  return {
    role,
    afterMs: durationMs(after),
    column: columnForRole(playbook, role),
    ...(targets === undefined ? {} : { targets }),
    ...(nextEachTime === undefined ? {} : { takesTurns: nextEachTime }),
    ...(only === undefined ? {} : { hours: stepHours(playbook, only) }),
    ...(moreThan === undefined
      ? {}
      : { moreThan: { alerts: moreThan.alerts, withinMs: durationMs(moreThan.within) } }),
  };
}

/** The times as the clocks count them. */
function promisedMs(playbook: Playbook, { sla }: Severity): Record<ClockKind, number | null> {
  const inMs = (kind: ClockKind): number | null => {
    const ms = optionalMs(sla[kind]);
    const isWorking = sla.inWorkingTime?.includes(kind) === true;
    return ms === null || !isWorking ? ms : inWorkingMs(ms, playbook);
  };
  return {
    response: inMs("response"),
    resolution: inMs("resolution"),
    communication: inMs("communication"),
  };
}

/** Hours stay hours; a day is a working day, a week the working days of one. */
function inWorkingMs(ms: number, playbook: Playbook): number {
  const hours = workingTime(playbook);
  const workdays = new Set(hours.windows.flatMap(({ days }) => days)).size;
  const weeks = Math.floor(ms / MS.week);
  const days = Math.floor((ms % MS.week) / MS.day);
  return (weeks * workdays + days) * workingDayMs(hours) + (ms % MS.day);
}

function clocksInWorkingTime(
  playbook: Playbook,
  { sla }: Severity,
): Pick<SeverityRules, "inWorkingTime"> {
  const { inWorkingTime: clocks } = sla;
  return clocks === undefined ? {} : { inWorkingTime: { clocks, hours: workingTime(playbook) } };
}

function workingTime(playbook: Playbook): WorkingTime {
  const { overlay } = playbook;
  const { timeZone, when } = overlay.workingHours ?? { when: WORKING_HOURS };
  return {
    windows: when,
    timeZone: timeZone ?? playbook.timeZone,
    holidays: overlay.onCall?.holidays ?? [],
  };
}

function stepHours(playbook: Playbook, only: NonNullable<OverlayStep["only"]>): StepHours {
  const { windows, timeZone } = workingTime(playbook);
  return { when: only === "within working hours" ? "within" : "outside", windows, timeZone };
}

/** The roles that response actions and escalation speak of, as they write them; one may come twice. */
export function namedRoles({
  severities,
  escalation,
}: Pick<Playbook, "severities" | "escalation">): readonly string[] {
  return [
    ...severities.flatMap(({ responseActions }) =>
      responseActions.flatMap(({ role }) => role ?? []),
    ),
    ...escalation.flatMap(({ steps }) => steps.map(({ role }) => role)),
  ];
}

/**
 * The rotation column that fills a role: the column of that name, else the column at the role's place in
 * the longest escalation path (first step = first column), else none.
 */
export function columnForRole(playbook: Playbook, role: string): string | null {
  const columns = playbook.rotations[0]?.columns ?? [];
  const key = roleKey(role);
  const named = columns.find((column) => ` ${key} `.includes(` ${roleKey(column)} `));
  if (named !== undefined) return named;
  const place = longestPath(playbook.escalation)?.steps.findIndex(
    (step) => roleKey(step.role) === key,
  );
  return place === undefined || place < 0 ? null : (columns[place] ?? null);
}

function longestPath(paths: readonly EscalationPath[]): EscalationPath | undefined {
  let longest: EscalationPath | undefined;
  for (const path of paths) {
    if (longest === undefined || path.steps.length > longest.steps.length) longest = path;
  }
  return longest;
}

function lapsesMs(stated: string | undefined, pages: boolean): number | null {
  if (stated === undefined) return lapsesByDefaultMs(pages);
  return stated === "never" ? null : durationMs(stated);
}

/** No time at all is no target. */
function optionalMs(iso: string | undefined): number | null {
  const ms = iso === undefined ? 0 : durationMs(iso);
  return ms > 0 ? ms : null;
}
