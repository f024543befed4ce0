/** What people do to an incident. Each entry a person makes keeps the acknowledgement alive. */

import { announceOn, announceTo } from "./announce.ts";
import { decideReopened, decideResolved } from "./decide-ending.ts";
import { toldAtProblem } from "./decide-entry.ts";
import { endSnooze } from "./decide-snooze.ts";
import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import type { PublicStatus, SeverityRules } from "./incident.ts";
import { DEFAULT_AUDIENCE, endClocks, replaceClocks, startClocks } from "./incident-clocks.ts";
import { over, touched } from "./person-deed.ts";
import { newRound, runEscalation, startEscalation } from "./run-escalation.ts";
import type { SeverityReason } from "./severity-reason.ts";
import { pagingOnlyForRoles } from "./take-role.ts";
import { tellEngaged } from "./tell-engaged.ts";
import type { Actor } from "./timeline.ts";

interface ByPerson {
  readonly by: Actor;
}

/** A program's note is no sign that somebody still works on it: the acknowledgement lapses all the same. */
export function addNote(
  decision: Decision,
  input: ByPerson & { readonly text: string; readonly toldAt?: number },
  context: DecisionContext,
): Decision | Refusal {
  const { text, toldAt } = input;
  const problem = toldAt === undefined ? undefined : toldAtProblem(decision, toldAt, context.now);
  if (problem !== undefined) return { refused: problem };
  const isProgram = input.by.kind === "integration";
  const noted = isProgram ? decision : touched(decision, input.by, context.now);
  const data = { text, ...(toldAt === undefined ? {} : { toldAt }) };
  return record(noted, context.now, "note", data, input.by);
}

/** Tells an audience, and starts its communication clock anew. */
export function sendUpdate(
  decision: Decision,
  input: ByPerson & {
    readonly audience: string;
    readonly text: string;
    readonly publicStatus?: PublicStatus;
    readonly facts?: Readonly<Record<string, string>>;
  },
  context: DecisionContext,
): Decision | Refusal {
  if (decision.incident.status === "closed") return over(decision);
  const { now } = context;
  const data = {
    audience: input.audience,
    text: input.text,
    ...(input.publicStatus === undefined ? {} : { publicStatus: input.publicStatus }),
    ...(input.facts === undefined ? {} : { facts: input.facts }),
  };
  const recorded = record(touched(decision, input.by, now), now, "update", data, input.by);
  const ended = endClocks(recorded, now, {
    matches: (segment) => segment.kind === "communication",
  });
  const published =
    input.publicStatus === undefined ? ended : change(ended, { publicStatus: input.publicStatus });
  const announced = announceUpdate(published, input, context);
  return announced.incident.status === "resolved"
    ? announced
    : startClocks(announced, ["communication"], now);
}

/** To the audience that is named; for all stakeholders it is for those that have been told before. */
function announceUpdate(
  decision: Decision,
  { audience, text }: { readonly audience: string; readonly text: string },
  context: DecisionContext,
): Decision {
  const announcement = { kind: "update", text } as const;
  return audience === DEFAULT_AUDIENCE
    ? announceOn(decision, announcement, context)
    : announceTo(decision, [audience], announcement, context);
}

/**
 * Brings the behaviour of another severity: its clocks as new segments, its paging. An incident that
 * nobody has acknowledged is paged anew by the new severity's policy; an acknowledged one goes on paging
 * only for the roles the new severity engages. Snoozed it stays, unless the new severity is worse.
 */
export function changeSeverity(
  decision: Decision,
  input: ByPerson & {
    readonly rules: SeverityRules;
    readonly reason: string;
    readonly explanation?: SeverityReason;
  },
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { now } = context;
  if (incident.status === "resolved" || incident.status === "closed") return over(decision);
  if (incident.severity === input.rules.id) {
    return { refused: `${incident.number} already is ${incident.severity}` };
  }
  const { rules, reason: why, explanation } = input;
  const data = {
    from: incident.severity,
    to: rules.id,
    reason: why,
    ...(explanation === undefined ? {} : { explanation }),
  };
  const recorded = record(
    touched(decision, input.by, now),
    now,
    "severity.changed",
    data,
    input.by,
  );
  const changed = change(recorded, {
    severity: input.rules.id,
    severityByPerson: incident.severityByPerson || input.by.kind !== "system",
    // Whoever sets a severity has weighed what was proposed.
    ...(input.by.kind === "system" ? {} : { proposals: [] }),
  });
  const text = `The severity is now ${rules.id} (${rules.name}); it was ${incident.severity}.`;
  const announced = announceOn(changed, { kind: "severity", text }, context);
  const running = incident.status === "open";
  const clocked = replaceClocks(
    announced,
    input.rules,
    running ? ["response", "resolution", "communication"] : ["resolution", "communication"],
    now,
  );
  const reason = `severity changed to ${input.rules.id}`;
  const isWorse = input.rules.rank < incident.rules.rank;
  if (incident.snoozedUntil !== null && !isWorse) return clocked;
  const awake = incident.snoozedUntil === null ? clocked : endSnooze(clocked, now, reason);
  const paging = running
    ? startEscalation(awake, context, reason)
    : askForRoles(awake, context, reason);
  return tellEngaged(paging, context, incident.rules);
}

/** Goes on for the roles that are wanted now, in a round of its own; stops when there are none. */
function askForRoles(decision: Decision, context: DecisionContext, reason: string): Decision {
  const asking = pagingOnlyForRoles(decision);
  if (asking.incident.escalation.mode === "stopped") return asking;
  return runEscalation(newRound(asking, context.now, reason), context);
}

export function resolve(
  decision: Decision,
  input: ByPerson & { readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status } = decision.incident;
  if (status === "resolved" || status === "closed") return over(decision);
  return decideResolved(touched(decision, input.by, context.now), context, input);
}

export function reopen(
  decision: Decision,
  input: ByPerson & { readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, number, mergedInto } = decision.incident;
  if (status === "open" || status === "acknowledged") return { refused: `${number} is ${status}` };
  if (mergedInto !== undefined) return over(decision);
  return decideReopened(touched(decision, input.by, context.now), context, input.reason, input.by);
}

export function closeIncident(
  decision: Decision,
  input: ByPerson & { readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, number, mergedInto } = decision.incident;
  if (mergedInto !== undefined) return over(decision);
  if (status !== "resolved") {
    return { refused: `${number} is ${status}; only a resolved incident is closed` };
  }
  const closed = change(decision, { status: "closed", closedAt: context.now });
  return record(closed, context.now, "incident.closed", { reason: input.reason }, input.by);
}
