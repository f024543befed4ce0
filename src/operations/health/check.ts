/** How the installation is, beyond whether it runs: what a person should put right by day. */

import { channelWarnings } from "../../domain/channel-warning.ts";
import { MS } from "../../domain/duration.ts";
import type { Heartbeat } from "../../domain/heartbeat.ts";
import { isReachable } from "../../domain/person.ts";
import type { ContactMethodKind, Playbook } from "../../domain/playbook.ts";
import { describeRetention, type Retention } from "../../domain/retention.ts";
import { catchAllPeople, findPerson, personOnCall, type Roster } from "../../domain/roster.ts";
import { planOf } from "../../domain/schedule/plan.ts";
import { columnSchedule } from "../../domain/schedule/playbook-schedules.ts";
import { listChecks, type StoredCheck } from "../../store/health-checks.ts";
import { listHeartbeats } from "../../store/heartbeats.ts";
import { listSweeps, type Sweep } from "../../store/sweeps.ts";
import type { OperationContext } from "../context.ts";
import { type InForce, loadInForce } from "../roster/load.ts";
import { type ListedSubscription, listWithWaiting } from "../subscription/list.ts";
import { calendarChecks } from "./calendars.ts";

export interface HealthCheck {
  readonly name: string;
  readonly status: "ok" | "warning" | "failing";
  readonly detail: string;
}

/** Checks the playbook in force and the people it pages now. */
export async function checkHealth(
  context: OperationContext,
  settings: {
    readonly mailConfigured: boolean;
    /** Why a channel cannot be used, where a setting of it is missing. */
    readonly missingSettings: ReadonlyMap<ContactMethodKind, string>;
    /** How long what is over is kept, where anything is removed. */
    readonly retention?: Retention | undefined;
  },
): Promise<readonly HealthCheck[]> {
  const tx = context.database.read;
  let inForce: InForce;
  try {
    inForce = await loadInForce(tx);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "No playbook is active.";
    return [{ name: "playbook", status: "failing", detail }];
  }
  const { playbook, roster } = inForce;
  return [
    playbookCheck(playbook),
    onCallCheck(roster, context.clock.now()),
    comingShiftsCheck(inForce, context.clock.now()),
    ...(await calendarChecks(tx, roster.people, context.clock.now())),
    catchAllCheck(roster),
    mailCheck(roster, settings.mailConfigured),
    ...missingChecks(roster, settings.missingSettings),
    ...(await listWithWaiting(context)).flatMap(subscriptionCheck),
    ...heartbeatCheck(await listHeartbeats(tx)),
    ...statedCheck(await listChecks(tx)),
    ...(settings.retention === undefined
      ? []
      : [retentionCheck(settings.retention, await listSweeps(tx), context.clock.now())]),
    ...context.database.warnings.map(
      (detail): HealthCheck => ({ name: "database", status: "warning", detail }),
    ),
  ];
}

function playbookCheck(playbook: Playbook): HealthCheck {
  const warnings = playbook.diagnostics.filter(({ level }) => level === "warning").length;
  const title = `“${playbook.title}” is in force`;
  return warnings === 0
    ? { name: "playbook", status: "ok", detail: `${title}, without findings.` }
    : {
        name: "playbook",
        status: "warning",
        detail: `${title}, with ${warnings} warnings: \`tocsin check\` explains them.`,
      };
}

function onCallCheck(roster: Roster, now: number): HealthCheck {
  const duties = [
    ...roster.rotations.flatMap((rotation) =>
      rotation.columns.map((column) => columnSchedule(roster, rotation, column)),
    ),
    ...roster.schedules,
  ].map((schedule) => ({ in: schedule.name, person: personOnCall(roster, schedule, now) }));
  if (duties.length === 0) {
    const detail =
      "The playbook has no rotation and no schedule: every page goes to the catch-all.";
    return { name: "on-call", status: "warning", detail };
  }
  const people = [...new Set(duties.flatMap(({ person }) => person ?? []))];
  const gaps = duties.filter(({ person }) => person === undefined).map((duty) => duty.in);
  const warnings = channelWarnings(roster, people);
  const sentences = [
    ...(people.length === 0 ? [] : [`On call now: ${people.join(", ")}.`]),
    ...(gaps.length === 0 ? [] : [`Nobody is on call in ${listed(gaps)}.`]),
    ...warnings.map(({ text }) => text),
    ...(warnings.length === 0 ? [] : [WHAT_TO_DO]),
  ];
  const reachesSomebody = people.some((name) => {
    const person = findPerson(roster, name);
    return person !== undefined && isReachable(person);
  });
  const isWell = gaps.length === 0 && warnings.length === 0;
  const status = reachesSomebody ? (isWell ? "ok" : "warning") : "failing";
  return { name: "on-call", status, detail: sentences.join(" ") };
}

const WHAT_TO_DO =
  "`tocsin person contact add` adds a contact method, `tocsin person verify` proves one.";

/** How far ahead shifts are looked at: far enough to put them right by day. */
const DAYS_AHEAD = 14;
const NAMED_MAX = 5;

function comingShiftsCheck({ playbook, roster }: InForce, now: number): HealthCheck {
  const period = { startsAt: now, endsAt: now + DAYS_AHEAD * MS.day };
  const { schedules, conflicts, unreachable } = planOf(playbook, roster, period);
  const empty = schedules.filter(({ gaps }) => gaps.length > 0);
  const nameOf = (id: string): string =>
    schedules.find(({ schedule }) => schedule.id === id)?.schedule.name ?? id;
  const troubles = [
    ["nobody is on call in", empty.map(({ schedule }) => schedule.name)],
    [
      "on call without a contact method:",
      unreachable.map(({ person, scheduleId }) => `${person} in ${nameOf(scheduleId)}`),
    ],
    [
      "in two places at once:",
      conflicts.map(
        ({ person, schedules: both }) => `${person} in ${both.map(nameOf).join(" and ")}`,
      ),
    ],
  ] as const;
  const told = troubles
    .filter(([, found]) => found.length > 0)
    .map(([what, found]) => `${what} ${listed(found)}`);
  const name = "coming shifts";
  if (told.length === 0) {
    return { name, status: "ok", detail: `The next ${DAYS_AHEAD} days are covered.` };
  }
  const detail = `In the next ${DAYS_AHEAD} days: ${told.join("; ")}. \`tocsin oncall gaps\` shows when.`;
  return { name, status: "warning", detail };
}

/** Each once. */
function listed(found: readonly string[]): string {
  const names = [...new Set(found)];
  const rest = names.length - NAMED_MAX;
  const shown = names.slice(0, NAMED_MAX).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function catchAllCheck(roster: Roster): HealthCheck {
  const people = catchAllPeople(roster);
  return people.length > 0
    ? {
        name: "catch-all",
        status: "ok",
        detail: `When nobody answers: ${people.map(({ name }) => name).join(", ")}.`,
      }
    : {
        name: "catch-all",
        status: "failing",
        detail:
          "Nobody at all can be reached. Add a contact method with `tocsin person contact add`.",
      };
}

function mailCheck(roster: Roster, configured: boolean): HealthCheck {
  const needed = roster.people.filter(({ contactMethods }) =>
    contactMethods.some(({ kind }) => kind === "email"),
  );
  if (needed.length === 0 || configured) {
    return {
      name: "mail",
      status: "ok",
      detail: configured ? "Mail is set up." : "Mail is not needed.",
    };
  }
  return {
    name: "mail",
    status: "failing",
    detail: `${needed.length} people are reached by e-mail and no mail server is set: set TOCSIN_SMTP_URL.`,
  };
}

/** Channels that people are reached over and that cannot be used. */
function missingChecks(
  roster: Roster,
  missing: ReadonlyMap<ContactMethodKind, string>,
): readonly HealthCheck[] {
  return [...missing].flatMap(([kind, reason]): readonly HealthCheck[] => {
    const needed = roster.people.filter(({ contactMethods }) =>
      contactMethods.some((method) => method.kind === kind),
    );
    if (needed.length === 0) return [];
    const detail = `Reached by ${kind}, which is not set up: ${needed.map(({ name }) => name).join(", ")}. ${reason}.`;
    return [{ name: kind, status: "failing", detail }];
  });
}

/** Those that the playbook states. */
function statedCheck(checks: readonly StoredCheck[]): readonly HealthCheck[] {
  if (checks.length === 0) return [];
  const name = "health checks";
  const down = checks.filter(({ state }) => state === "down");
  if (down.length > 0) {
    const told = down.slice(0, NAMED_MAX).map((one) => `${one.name} (${one.detail})`);
    const rest = down.length > NAMED_MAX ? ` and ${down.length - NAMED_MAX} more` : "";
    return [{ name, status: "warning", detail: `Down: ${told.join(", ")}${rest}.` }];
  }
  const well = checks.filter(({ state }) => state === "up").length;
  return [{ name, status: "ok", detail: `${well} of ${checks.length} answer well.` }];
}

/** Rounds are an hour apart. */
const SWEPT_WITHIN_MS = MS.day;

function retentionCheck(retention: Retention, sweeps: readonly Sweep[], now: number): HealthCheck {
  const name = "retention";
  const kept = `Kept are ${describeRetention(retention)}.`;
  const swept = sweeps.filter(({ kind }) => retention[kind] !== null);
  if (swept.length === 0) return { name, status: "ok", detail: kept };
  const endedAt = Math.min(...swept.map((one) => one.endedAt ?? 0));
  const removed = swept.reduce((sum, { removedLast }) => sum + removedLast, 0);
  if (endedAt === 0) return { name, status: "ok", detail: `${kept} The first round is not over.` };
  const last = `The last round ended at ${new Date(endedAt).toISOString()} and removed ${removed}.`;
  const status = now - endedAt > SWEPT_WITHIN_MS ? "warning" : "ok";
  return { name, status, detail: `${kept} ${last}` };
}

function heartbeatCheck(heartbeats: readonly Heartbeat[]): readonly HealthCheck[] {
  if (heartbeats.length === 0) return [];
  const named = (state: Heartbeat["state"]): string =>
    listed(heartbeats.filter((one) => one.state === state).map(({ name }) => name));
  const sentences = [
    ["late", "Late"],
    ["failed", "Failed"],
    ["waiting", "Never heard yet, so nobody is paged for it"],
    ["paused", "Paused"],
  ] as const;
  const told = sentences.flatMap(([state, words]) => {
    const names = named(state);
    return names === "" ? [] : [`${words}: ${names}.`];
  });
  const isWell = heartbeats.every(({ state }) => state === "up");
  const [one] = heartbeats.length === 1 ? heartbeats : [];
  const all = one === undefined ? `All ${heartbeats.length} are` : `${one.name} is`;
  const detail = isWell ? `${all} heard in time.` : told.join(" ");
  return [{ name: "heartbeats", status: isWell ? "ok" : "warning", detail }];
}

/** An endpoint that fails for a moment is no news; one that is put off is. */
const FAILURES_TOLD = 3;

function subscriptionCheck(listed: ListedSubscription): readonly HealthCheck[] {
  return [...setAsideCheck(listed), ...putOffCheck(listed)];
}

function setAsideCheck({ subscription, setAside }: ListedSubscription): readonly HealthCheck[] {
  if (setAside === 0) return [];
  const detail = `The subscription ${subscription.name} was not told ${setAside} event${setAside === 1 ? "" : "s"} in the last 7 days: its endpoint refused each again and again, or could not be told for three days. \`tocsin audit\` names those it refused.`;
  return [{ name: "subscription", status: "warning", detail }];
}

function putOffCheck({ subscription, waiting }: ListedSubscription): readonly HealthCheck[] {
  const { name, failures, failingSince, putOffUntil } = subscription;
  if (failures < FAILURES_TOLD || failingSince === null) return [];
  const since = new Date(failingSince).toISOString();
  const next = putOffUntil === null ? "soon" : `at ${new Date(putOffUntil).toISOString()}`;
  const detail = `The subscription ${name} has failed ${failures} times in a row since ${since}; ${waiting} events wait, and the next try is ${next}. Put its endpoint right, or end it with \`tocsin subscription end\`.`;
  return [{ name: "subscription", status: "warning", detail }];
}
