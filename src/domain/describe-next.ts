/** What happens next if nobody answers: who is called on, by what, and when. */

import type { DecisionContext } from "./decision.ts";
import { through } from "./describe-entry.ts";
import {
  activeSteps,
  CATCH_ALL_STEP,
  catchAllJoinsNext,
  nextEscalationAt,
  nextStep,
  roundLengthMs,
} from "./escalation.ts";
import { catchAllOf } from "./fire-step.ts";
import type { Incident, PolicyStep } from "./incident.ts";
import { lapsesAt } from "./next-due.ts";
import type { Person } from "./person.ts";
import { planNotifications } from "./plan-notifications.ts";
import type { ContactMethodKind } from "./playbook.ts";
import { nextAskAt } from "./responders.ts";
import type { Roster } from "./roster.ts";
import { callOfStep } from "./step-call.ts";
import type { Turns } from "./turns.ts";

/**
 * Why somebody is called on next. `step`: the policy's next step. `snooze`, `lapse`: it ends, and paging
 * begins from the first step. `asked`: somebody asked by hand has not answered.
 */
export type NextBecause = "step" | "snooze" | "lapse" | "asked";

export interface NextEscalation {
  readonly at: number;
  readonly because: NextBecause;
  readonly role: string;
  readonly people: readonly string[];
  /** By what each of them is reached first, in the same order. */
  readonly channels: readonly ContactMethodKind[];
}

type Who = Omit<DecisionContext, "now">;

/** Who is called on next and when, were it to happen as the roster stands; null when nobody is. */
export function nextEscalation(
  incident: Incident,
  roster: Roster,
  turns?: Turns,
): NextEscalation | null {
  if (incident.status === "resolved" || incident.status === "closed") return null;
  const who: Who = turns === undefined ? { roster } : { roster, turns };
  const candidates = [
    ofPolicy(incident, who),
    fromFirstStep(incident, who, { at: incident.snoozedUntil, because: "snooze" }),
    fromFirstStep(incident, who, { at: lapsesAt(incident), because: "lapse" }),
    askedAgain(incident, who),
  ].filter((candidate) => candidate !== null);
  return candidates.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** The next step that is not to be passed over at its time; after the last one the next round's. */
function ofPolicy(incident: Incident, who: Who): NextEscalation | null {
  const at = nextEscalationAt(incident);
  if (at === null) return null;
  if (nextStep(incident) === undefined) return ofNextRound(incident, who, at);
  const fired = new Set(incident.escalation.fired);
  const steps = activeSteps(incident).filter(({ index }) => !fired.has(index));
  const isAnybodyLeft = steps.some((step) => isCallable(incident, step, { ...who, now: at }));
  if (isAnybodyLeft || !fired.has(CATCH_ALL_STEP)) {
    return calledOn(incident, who, { at, because: "step", steps });
  }
  // The catch-all is called on once in a round: what is passed over at once brings the next one nearer.
  const passedOverMs = steps.at(-1)?.afterMs ?? 0;
  return ofNextRound(incident, who, at + roundLengthMs(incident) - passedOverMs);
}

function isCallable(incident: Incident, step: PolicyStep, context: DecisionContext): boolean {
  return callOfStep(incident, step, context).people.length > 0;
}

/** It may begin with the catch-all, and its first step may come later. */
function ofNextRound(incident: Incident, who: Who, at: number): NextEscalation {
  const steps = activeSteps(incident);
  const firstAfterMs = steps[0]?.afterMs ?? 0;
  const catchAll = catchAllJoinsNext(incident) ? catchAllOf(incident, who.roster) : [];
  const inPolicy = calledOn(incident, who, { at: at + firstAfterMs, because: "step", steps });
  if (catchAll.length === 0) return inPolicy;
  const alone = { at, because: "step", role: "catch-all", ...reached(incident, catchAll) } as const;
  if (firstAfterMs > 0 || inPolicy.role === alone.role) return alone;
  return {
    ...alone,
    role: `catch-all and ${inPolicy.role}`,
    people: [...alone.people, ...inPolicy.people],
    channels: [...alone.channels, ...inPolicy.channels],
  };
}

function fromFirstStep(
  incident: Incident,
  who: Who,
  start: { readonly at: number | null; readonly because: "snooze" | "lapse" },
): NextEscalation | null {
  const { at, because } = start;
  if (at === null) return null;
  const escalation = { ...incident.escalation, mode: "running" as const };
  const open: Incident = { ...incident, escalation, status: "open", acknowledgements: [] };
  return calledOn(open, who, { at, because, steps: activeSteps(open) });
}

function calledOn(
  incident: Incident,
  who: Who,
  next: {
    readonly at: number;
    readonly because: NextBecause;
    readonly steps: ReturnType<typeof activeSteps>;
  },
): NextEscalation {
  const { at, because } = next;
  for (const step of next.steps) {
    const { people } = callOfStep(incident, step, { ...who, now: at });
    if (people.length > 0) return { at, because, role: step.role, ...reached(incident, people) };
  }
  return { at, because, role: "catch-all", ...reached(incident, catchAllOf(incident, who.roster)) };
}

function askedAgain(incident: Incident, who: Who): NextEscalation | null {
  const at = nextAskAt(incident);
  const asked = incident.responders.find((one) => one.askAgainAt === at && one.asksLeft > 0);
  const person = who.roster.people.find(({ id }) => id === asked?.personId);
  if (at === null || asked === undefined || person === undefined) return null;
  return { at, because: "asked", role: asked.role, ...reached(incident, [person]) };
}

/** Names, and over what each is reached first. Whoever cannot be reached is left out. */
function reached(
  { rules, escalation }: Incident,
  people: readonly Person[],
): Pick<NextEscalation, "people" | "channels"> {
  const request = {
    purpose: "page",
    urgency: rules.pages ? "high" : "low",
    round: escalation.round,
    step: 0,
    role: "",
    reason: "",
  } as const;
  const first = people.flatMap((person) =>
    person.contactMethods.length === 0 ? [] : planNotifications(person, request, 0).slice(0, 1),
  );
  return {
    people: first.map(({ personName }) => personName),
    channels: first.map(({ channel }) => channel),
  };
}

/**
 * "Bob (Incident Commander) is paged by e-mail at 14:35 UTC"; empty when nothing follows. With what ends
 * before it, where that is a snooze or an acknowledgement.
 */
export function describeNext(
  incident: Incident,
  roster: Roster,
  timeZone: string,
  turns?: Turns,
): string {
  const next = nextEscalation(incident, roster, turns);
  if (next === null) return "";
  const at = timeOfDay(next.at, timeZone);
  const { people, channels, role } = next;
  if (people.length === 0) return `nobody can be reached; it is tried again at ${at}`;
  const verb = `${people.length === 1 ? "is" : "are"} ${incident.rules.pages ? "paged" : "notified"}`;
  const isOneWay = new Set(channels).size === 1;
  const by = isOneWay ? ` ${through(channels[0] ?? "")}` : "";
  return `${people.join(", ")} (${role}) ${verb}${by} at ${at}${WHEN[next.because]}`;
}

const WHEN: Readonly<Record<NextBecause, string>> = {
  step: "",
  asked: "",
  snooze: ", when the snooze ends",
  lapse: ", when the acknowledgement lapses",
};

/** `14:35 CET (13:35 UTC)`, or `14:35 UTC` alone; a zone that is none counts as UTC. */
export function timeOfDay(at: number, timeZone: string): string {
  const utc = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC");
  const clock = (time: Temporal.ZonedDateTime): string => time.toPlainTime().toString().slice(0, 5);
  const local = inZone(utc, timeZone);
  if (local.timeZoneId === "UTC") return `${clock(utc)} UTC`;
  const name = local.toLocaleString("en-GB", { timeZoneName: "short" }).split(" ").at(-1);
  return `${clock(local)} ${name ?? timeZone} (${clock(utc)} UTC)`;
}

/** A person's zone is data: a wrong one must not keep a page from going out. */
function inZone(utc: Temporal.ZonedDateTime, timeZone: string): Temporal.ZonedDateTime {
  try {
    return utc.withTimeZone(timeZone);
  } catch {
    return utc;
  }
}
