/**
 * Merging: one incident ends in another, which takes over its alerts, its severity where that is worse, and
 * whoever had to do with it.
 *
 * An acknowledgement says "I have it" of what its giver knew then. What comes in by a merge and pages, and
 * nobody had answered, is not answered by that: the acknowledgement ends and paging begins anew, unless
 * whoever merges is the one who has it.
 */

import { isDeclared } from "./decide-alerts.ts";
import { changeSeverity } from "./decide-person.ts";
import { takeOverTasks } from "./decide-task.ts";
import {
  change,
  type Decision,
  type DecisionContext,
  type Refusal,
  record,
  tell,
} from "./decision.ts";
import type { Incident, SeverityRules } from "./incident.ts";
import { endClocks } from "./incident-clocks.ts";
import { whyModesDiffer } from "./incident-mode.ts";
import { openAgain } from "./open-again.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { isReachable, type Person } from "./person.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { addResponders, askNobodyAgain, askResponders, RESPONDER_ROLE } from "./responders.ts";
import { findPerson } from "./roster.ts";
import { startEscalation } from "./run-escalation.ts";
import { firedLately } from "./step-call.ts";
import { type Actor, SYSTEM } from "./timeline.ts";

/** A state must not grow without end, however much is merged. */
const RESPONDERS_MAX = 50;

export interface MergeIntoInput {
  readonly kind: "merge-into";
  readonly by: Actor;
  readonly into: Pick<Incident, "id" | "number" | "title">;
  readonly reason: string;
  /** It told of the same as the other from the beginning. */
  readonly isDuplicate: boolean;
}

export interface TakeInInput {
  readonly kind: "take-in";
  readonly by: Actor;
  /** As it was before it was merged. */
  readonly from: Incident;
  readonly reason: string;
  readonly isDuplicate: boolean;
  /** Its severity, in the words of the playbook of the incident that it is merged into. */
  readonly rules: SeverityRules;
}

/** The end of an incident in another: its clocks are replaced by the other's, and nobody is paged for it. */
export function mergeInto(
  decision: Decision,
  input: MergeIntoInput,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { into, by, reason, isDuplicate } = input;
  const { now } = context;
  if (into.id === incident.id)
    return { refused: `${incident.number} cannot be merged into itself` };
  if (incident.status === "closed") return over(decision);
  const data = { into: into.number, title: into.title, ...why(reason, isDuplicate) };
  const recorded = record(touched(decision, by, now), now, "incident.merged", data, by);
  const ended = endClocks(askNobodyAgain(recorded), now, {
    matches: () => true,
    superseded: true,
  });
  return change(ended, {
    status: "closed",
    closedAt: now,
    snoozedUntil: null,
    firingAlerts: 0,
    // They go on in the other.
    ...(incident.tasks === undefined ? {} : { tasks: [] }),
    mergedInto: { id: into.id, number: into.number },
    escalation: { ...incident.escalation, mode: "stopped" },
  });
}

/** The same for the incident that goes on. */
export function takeIn(
  decision: Decision,
  input: TakeInInput,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { by, from, reason, isDuplicate, rules } = input;
  const { now } = context;
  if (incident.status === "resolved") {
    return {
      refused: `${incident.number} is resolved; reopen it first, or relate the two instead`,
    };
  }
  if (incident.status === "closed") return over(decision);
  const different = whyModesDiffer(from, incident);
  if (different !== undefined) return { refused: `${different}: they cannot be merged` };
  const asksAnew = isUnanswered(from) && isTakenByOthers(incident, by);
  const { number, title, severity, firingAlerts } = from;
  const recorded = record(
    noted(decision, by, now),
    now,
    "incident.took-in",
    {
      from: number,
      title,
      severity,
      firing: firingAlerts,
      ...why(reason, isDuplicate),
      ...endedBy(incident, asksAnew),
    },
    by,
  );
  const joined = change(recorded, {
    firingAlerts: incident.firingAlerts + firingAlerts,
    firedAt: firedLately(incident.firedAt, incident.rules, firingAlerts, now),
    ...(isDeclared(from) ? { holdsDeclared: true } : {}),
    ...proposed(incident, from),
  });
  const carried = takeOverTasks(carryOver(joined, from, by, context), from, by, now);
  const told = tellWho(carried, input, context);
  return pageAnew(told, { asksAnew, rules, reason: `${number} was merged into it` }, context);
}

/** What the other's answers speak for is still to be weighed, where one playbook ranks both. */
function proposed(
  { proposals = [], playbookHash }: Incident,
  from: Incident,
): Pick<Incident, "proposals"> {
  const coming = from.playbookHash === playbookHash ? (from.proposals ?? []) : [];
  if (coming.length === 0) return {};
  const answered = new Set(proposals.map(({ point }) => point));
  return { proposals: [...proposals, ...coming.filter(({ point }) => !answered.has(point))] };
}

/** What pages and waits for an answer, or was only put off. */
export function isUnanswered({ status, rules, snoozedUntil }: Incident): boolean {
  const isAnswered = status !== "open" && snoozedUntil === null;
  return rules.pages && status !== "closed" && !isAnswered;
}

/** Whether somebody has it, or has put it off, and it is not whoever acts now. */
export function isTakenByOthers(
  { status, acknowledgements, snoozedUntil }: Incident,
  by: Actor,
): boolean {
  const isTaken = status === "acknowledged" || acknowledgements.length > 0 || snoozedUntil !== null;
  return isTaken && !hasIt(acknowledgements, by);
}

function hasIt(acknowledgements: Incident["acknowledgements"], by: Actor): boolean {
  return acknowledgements.some(({ personId, name }) =>
    by.kind === "person" ? personId === by.id : personId === null && name === actorName(by),
  );
}

/** Only a deed of somebody who has it says that it is still worked on. */
export function noted(decision: Decision, by: Actor, now: number): Decision {
  return hasIt(decision.incident.acknowledgements, by) ? touched(decision, by, now) : decision;
}

/** What an entry says of the acknowledgement that ends with it. */
export function endedBy(
  { acknowledgedBy }: Incident,
  asksAnew: boolean,
): { acknowledgedBy?: string } {
  return asksAnew && acknowledgedBy !== null ? { acknowledgedBy } : {};
}

/** Opens it again where somebody has to answer anew, and raises its severity where the other is worse. */
export function pageAnew(
  decision: Decision,
  coming: { readonly asksAnew: boolean; readonly rules: SeverityRules; readonly reason: string },
  context: DecisionContext,
): Decision {
  const { asksAnew, rules, reason } = coming;
  const open = asksAnew ? openAgain(decision, context.now) : decision;
  if (rules.rank < open.incident.rules.rank) {
    const raised = changeSeverity(open, { by: SYSTEM, rules, reason }, context);
    if (!("refused" in raised)) return raised;
  }
  return asksAnew ? startEscalation(open, context, reason) : open;
}

/** Whoever took part in the one takes part in the other; whoever is being asked to is asked on. */
function carryOver(
  decision: Decision,
  from: Incident,
  by: Actor,
  context: DecisionContext,
): Decision {
  const reason = `${from.number} (${from.title}) was merged into this.`;
  let current = decision;
  for (const { personId, role, askAgainAt } of from.responders) {
    const person = context.roster.people.find(({ id }) => id === personId);
    if (askAgainAt === null || person === undefined || !isNew(current, person)) continue;
    current = askResponders(current, [person], { role, by, reason }, context);
  }
  for (const [role, people] of takingPart(from, context)) {
    const fresh = people.filter((person) => isNew(current, person));
    const room = RESPONDERS_MAX - current.incident.responders.length;
    if (fresh.length === 0 || room <= 0) continue;
    current = addResponders(current, fresh.slice(0, room), { role, by, reason }, context);
  }
  return current;
}

function isNew({ incident }: Decision, { id }: Person): boolean {
  return !incident.responders.some(({ personId }) => personId === id);
}

/** Who has answered, holds a role, or was recorded, each once, by what they are called. */
function takingPart(
  { roles, acknowledgements, responders }: Incident,
  { roster }: DecisionContext,
): ReadonlyMap<string, readonly Person[]> {
  const parts = [
    ...Object.entries(roles).map(([role, name]) => ({ role, name })),
    ...responders.filter(({ joinedAt }) => joinedAt !== null),
    ...acknowledgements.map(({ name }) => ({ name, role: RESPONDER_ROLE })),
  ];
  const found = new Map<string, { readonly role: string; readonly person: Person }>();
  for (const { role, name } of parts) {
    const person = findPerson(roster, name);
    if (person !== undefined && !found.has(person.id)) found.set(person.id, { role, person });
  }
  const byRole = Map.groupBy(found.values(), ({ role }) => role);
  return new Map([...byRole].map(([role, ones]) => [role, ones.map(({ person }) => person)]));
}

/** Everybody who was told of the one, or has the other in hand, hears of it, quietly. */
function tellWho(
  decision: Decision,
  { from, by }: Pick<TakeInInput, "from" | "by">,
  { roster, now }: DecisionContext,
): Decision {
  const { incident } = decision;
  const inCharge = new Set(peopleInCharge(incident, roster).map(({ id }) => id));
  const toldAlready = new Set(decision.notifications.map(({ personId }) => personId));
  const people = roster.people.filter(
    (person) =>
      isReachable(person) &&
      (from.told.includes(person.id) || inCharge.has(person.id)) &&
      !(by.kind === "person" && by.id === person.id) &&
      !toldAlready.has(person.id),
  );
  // Also whoever merges hears later that it is over.
  const told = [...new Set([...incident.told, ...from.told])];
  return tell(
    change(decision, { told }),
    people,
    {
      purpose: "informed",
      urgency: "low",
      round: incident.escalation.round,
      step: 0,
      role: RESPONDER_ROLE,
      reason: `${from.number} (${from.title}) was merged into this.`,
      discriminator: `merged ${from.number}`,
    },
    now,
  );
}

function why(reason: string, isDuplicate: boolean): { reason: string; duplicate?: true } {
  return { reason, ...(isDuplicate ? { duplicate: true } : {}) };
}
