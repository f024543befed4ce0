/**
 * The incident's transitions: `decide(incident, input, context)` gives the incident as it is to be, the
 * timeline entries, who is told, and when to look again; or says why not.
 *
 *     open ──acknowledge──▶ acknowledged ──resolve──▶ resolved ──30 min or close──▶ closed
 *      ▲  ◀──lapses, or is taken back──────────┤           │
 *      ▲  ◀──escalate, reassign, snooze ends───┘           │
 *      └────────────── the same alert fires again, or reopen ┘
 *
 * An open incident is resolved directly when its last alert ends before anybody has answered. One that is
 * merged into another is closed, from any state, and stays so.
 */

import { acknowledge, unacknowledge } from "./decide-acknowledge.ts";
import { type ActionInput, addAction, changeAction } from "./decide-action.ts";
import { type AlertsInput, decideAlerts } from "./decide-alerts.ts";
import { type AnswerInput, answerPoint } from "./decide-answer.ts";
import { addResponder, page, reassign } from "./decide-call.ts";
import { type ClockInput, excuse, pause, resume } from "./decide-clock.ts";
import { decideDue } from "./decide-due.ts";
import { correctEntry, type EntryInput, starEntry } from "./decide-entry.ts";
import { escalateNow } from "./decide-escalate.ts";
import { type MergeIntoInput, mergeInto, type TakeInInput, takeIn } from "./decide-merge.ts";
import {
  type AlertsJoinInput,
  type AlertsLeaveInput,
  alertsJoin,
  alertsLeave,
  relate,
} from "./decide-move.ts";
import {
  addNote,
  changeSeverity,
  closeIncident,
  reopen,
  resolve,
  sendUpdate,
} from "./decide-person.ts";
import { snooze } from "./decide-snooze.ts";
import { doStep, type StepInput } from "./decide-step.ts";
import { decideTask, type TaskInput } from "./decide-task.ts";
import { type Decision, type DecisionContext, type Refusal, undecided } from "./decision.ts";
import type { Incident, PublicStatus, SeverityRules } from "./incident.ts";
import { type DeclineRole, declineRole, type OfferRole, offerRole } from "./role-offers.ts";
import { stepUndeliverable } from "./run-escalation.ts";
import { settle } from "./settle.ts";
import type { SeverityReason } from "./severity-reason.ts";
import { watchSpanOfControl } from "./span-of-control.ts";
import { acceptRole } from "./take-role.ts";
import type { Actor } from "./timeline.ts";

export type IncidentInput =
  | { readonly kind: "due" }
  | AlertsInput
  | {
      readonly kind: "acknowledge";
      readonly by: Actor;
      readonly via: string;
      readonly role?: string;
    }
  | { readonly kind: "unacknowledge"; readonly by: Actor; readonly reason: string }
  | { readonly kind: "page" | "add-responder"; readonly by: Actor; readonly whom: string }
  | {
      readonly kind: "reassign";
      readonly by: Actor;
      readonly whom: string;
      readonly reason: string;
    }
  | {
      readonly kind: "snooze";
      readonly by: Actor;
      readonly untilAt: number;
      readonly reason: string;
    }
  | { readonly kind: "escalate"; readonly by: Actor; readonly via: string }
  | { readonly kind: "accept-role"; readonly by: Actor; readonly role: string }
  | OfferRole
  | DeclineRole
  | AnswerInput
  | ClockInput
  | TaskInput
  | ActionInput
  | StepInput
  | EntryInput
  | {
      readonly kind: "note";
      readonly by: Actor;
      readonly text: string;
      /** When it happened, where that is not now. */
      readonly toldAt?: number;
    }
  | {
      readonly kind: "update";
      readonly by: Actor;
      readonly audience: string;
      readonly text: string;
      readonly publicStatus?: PublicStatus;
      readonly facts?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "change-severity";
      readonly by: Actor;
      readonly rules: SeverityRules;
      readonly reason: string;
      readonly explanation?: SeverityReason;
    }
  | { readonly kind: "resolve"; readonly by: Actor; readonly reason: string }
  | { readonly kind: "reopen"; readonly by: Actor; readonly reason: string }
  | { readonly kind: "close"; readonly by: Actor; readonly reason: string }
  | MergeIntoInput
  | TakeInInput
  | AlertsLeaveInput
  | AlertsJoinInput
  | {
      readonly kind: "relate";
      readonly by: Actor;
      readonly to: string;
      readonly reason: string;
    }
  | {
      readonly kind: "undeliverable";
      readonly round: number;
      readonly step: number;
      readonly role: string;
    };

/** Decides on one input. A refusal changes nothing; its sentence says why and what the state is. */
export function decide(
  incident: Incident,
  input: IncidentInput,
  context: DecisionContext,
): Decision | Refusal {
  const decision = apply(undecided(incident), input, context);
  if ("refused" in decision) return decision;
  return settle(watchSpanOfControl(incident, decision, context));
}

function apply(
  decision: Decision,
  input: IncidentInput,
  context: DecisionContext,
): Decision | Refusal {
  switch (input.kind) {
    case "due":
      return decideDue(decision, context);
    case "alerts":
      return decideAlerts(decision, input, context);
    case "undeliverable":
      return stepUndeliverable(decision, context, input);
    case "acknowledge":
      return acknowledge(decision, input, context);
    case "unacknowledge":
      return unacknowledge(decision, input, context);
    case "page":
      return page(decision, input, context);
    case "add-responder":
      return addResponder(decision, input, context);
    case "reassign":
      return reassign(decision, input, context);
    case "snooze":
      return snooze(decision, input, context);
    case "escalate":
      return escalateNow(decision, input, context);
    case "accept-role":
      return acceptRole(decision, input, context);
    case "offer-role":
      return offerRole(decision, input, context);
    case "decline-role":
      return declineRole(decision, input, context);
    case "answer":
      return answerPoint(decision, input, context);
    case "pause-clock":
      return pause(decision, input, context);
    case "resume-clock":
      return resume(decision, input, context);
    case "excuse-clock":
      return excuse(decision, input, context);
    case "step-done":
      return doStep(decision, input, context);
    case "add-task":
    case "assign-task":
    case "accept-task":
    case "finish-task":
      return decideTask(decision, input, context);
    case "add-action":
      return addAction(decision, input, context);
    case "change-action":
      return changeAction(decision, input, context);
    case "star-entry":
      return starEntry(decision, input, context);
    case "correct-entry":
      return correctEntry(decision, input, context);
    case "note":
      return addNote(decision, input, context);
    case "update":
      return sendUpdate(decision, input, context);
    case "change-severity":
      return changeSeverity(decision, input, context);
    case "resolve":
      return resolve(decision, input, context);
    case "reopen":
      return reopen(decision, input, context);
    case "close":
      return closeIncident(decision, input, context);
    case "merge-into":
      return mergeInto(decision, input, context);
    case "take-in":
      return takeIn(decision, input, context);
    case "alerts-leave":
      return alertsLeave(decision, input, context);
    case "alerts-join":
      return alertsJoin(decision, input, context);
    case "relate":
      return relate(decision, input, context);
  }
}
