/** What people do to an incident. Each entry a person makes keeps the acknowledgement alive. */

import { decideReopened, decideResolved } from "./decide-ending.ts";
import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { newRound, rolesWanted, runEscalation, startEscalation } from "./escalation.ts";
import type { PublicStatus, SeverityRules } from "./incident.ts";
import { endClocks, startClocks } from "./incident-clocks.ts";
import { over, touched } from "./person-deed.ts";
import { roleKey } from "./roster.ts";
import { tellEngaged } from "./tell-engaged.ts";
import type { Actor } from "./timeline.ts";

interface ByPerson {
  readonly by: Actor;
}

/** The name an acknowledgement or a role is held under. */
export function actorName(actor: Actor): string {
  return actor.kind === "system" ? "Tocsin" : actor.name;
}

/**
 * Stops paging, but for roles the severity engages that nobody has accepted. Somebody who was paged for
 * such a role accepts it by acknowledging. A second acknowledgement is refused unless it brings a role.
 */
export function acknowledge(
  decision: Decision,
  input: ByPerson & { readonly via: string; readonly role?: string },
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { now } = context;
  if (incident.status === "resolved" || incident.status === "closed") return over(decision);
  const bringsRole = input.role !== undefined && isWanted(decision, input.role);
  if (incident.status === "acknowledged") {
    return bringsRole
      ? acceptRole(decision, { by: input.by, role: input.role }, context)
      : { refused: `${incident.number} was already acknowledged by ${incident.acknowledgedBy}` };
  }
  const acknowledged = touched(
    change(decision, {
      status: "acknowledged",
      acknowledgedAt: now,
      acknowledgedBy: actorName(input.by),
    }),
    input.by,
    now,
  );
  const recorded = record(
    acknowledged,
    now,
    "incident.acknowledged",
    { via: input.via, ...(input.role === undefined ? {} : { role: input.role }) },
    input.by,
  );
  const ended = endClocks(recorded, now, { matches: (segment) => segment.kind === "response" });
  const withRole = bringsRole ? takeRole(ended, input.by, input.role, now) : ended;
  return runEscalation(pagingOnlyForRoles(withRole), context);
}

/** A role is taken by saying so; taking over from somebody is allowed and recorded. */
export function acceptRole(
  decision: Decision,
  input: ByPerson & { readonly role: string },
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  if (incident.status === "closed") return over(decision);
  const held = Object.entries(incident.roles).find(
    ([role]) => roleKey(role) === roleKey(input.role),
  );
  if (held?.[1] === actorName(input.by)) {
    return { refused: `${held[1]} is already ${held[0]} of ${incident.number}` };
  }
  const taken = takeRole(
    touched(decision, input.by, context.now),
    input.by,
    input.role,
    context.now,
  );
  return taken.incident.status === "acknowledged" ? pagingOnlyForRoles(taken) : taken;
}

export function addNote(
  decision: Decision,
  input: ByPerson & { readonly text: string },
  context: DecisionContext,
): Decision {
  const noted = touched(decision, input.by, context.now);
  return record(noted, context.now, "note", { text: input.text }, input.by);
}

/** Tells an audience, and starts its communication clock anew. */
export function sendUpdate(
  decision: Decision,
  input: ByPerson & {
    readonly audience: string;
    readonly text: string;
    readonly publicStatus?: PublicStatus;
  },
  context: DecisionContext,
): Decision | Refusal {
  if (decision.incident.status === "closed") return over(decision);
  const { now } = context;
  const data = {
    audience: input.audience,
    text: input.text,
    ...(input.publicStatus === undefined ? {} : { publicStatus: input.publicStatus }),
  };
  const recorded = record(touched(decision, input.by, now), now, "update", data, input.by);
  const ended = endClocks(recorded, now, {
    matches: (segment) => segment.kind === "communication",
  });
  const published =
    input.publicStatus === undefined ? ended : change(ended, { publicStatus: input.publicStatus });
  return published.incident.status === "resolved"
    ? published
    : startClocks(published, ["communication"], now);
}

/**
 * Brings the behaviour of another severity: its clocks as new segments, its paging. An incident that
 * nobody has acknowledged is paged anew by the new severity's policy; an acknowledged one goes on paging
 * only for the roles the new severity engages.
 */
export function changeSeverity(
  decision: Decision,
  input: ByPerson & { readonly rules: SeverityRules; readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { now } = context;
  if (incident.status === "resolved" || incident.status === "closed") return over(decision);
  if (incident.severity === input.rules.id) {
    return { refused: `${incident.number} already is ${incident.severity}` };
  }
  const data = { from: incident.severity, to: input.rules.id, reason: input.reason };
  const recorded = record(
    touched(decision, input.by, now),
    now,
    "severity.changed",
    data,
    input.by,
  );
  const superseded = endClocks(recorded, now, { matches: () => true, superseded: true });
  const changed = change(superseded, {
    severity: input.rules.id,
    rules: input.rules,
    severityByPerson: incident.severityByPerson || input.by.kind !== "system",
  });
  const running = incident.status === "open";
  const clocked = startClocks(
    changed,
    running ? ["response", "resolution", "communication"] : ["resolution", "communication"],
    now,
  );
  const reason = `severity changed to ${input.rules.id}`;
  const paging = running
    ? startEscalation(clocked, context, reason)
    : askForRoles(clocked, context, reason);
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
  const { status, number } = decision.incident;
  if (status === "open" || status === "acknowledged") return { refused: `${number} is ${status}` };
  return decideReopened(touched(decision, input.by, context.now), context, input.reason, input.by);
}

export function closeIncident(
  decision: Decision,
  input: ByPerson & { readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, number } = decision.incident;
  if (status !== "resolved") {
    return { refused: `${number} is ${status}; only a resolved incident is closed` };
  }
  const closed = change(decision, { status: "closed", closedAt: context.now });
  return record(closed, context.now, "incident.closed", { reason: input.reason }, input.by);
}

function isWanted(decision: Decision, role: string): boolean {
  return rolesWanted(decision.incident).some((wanted) => roleKey(wanted) === roleKey(role));
}

function takeRole(decision: Decision, by: Actor, role: string, now: number): Decision {
  const others = Object.entries(decision.incident.roles).filter(
    ([held]) => roleKey(held) !== roleKey(role),
  );
  const roles = { ...Object.fromEntries(others), [role]: actorName(by) };
  return record(change(decision, { roles }), now, "role.accepted", { role }, by);
}

/** After an acknowledgement only roles that are wanted and not accepted are paged. */
function pagingOnlyForRoles(decision: Decision): Decision {
  const mode = rolesWanted(decision.incident).length > 0 ? "role-only" : "stopped";
  return change(decision, { escalation: { ...decision.incident.escalation, mode } });
}
