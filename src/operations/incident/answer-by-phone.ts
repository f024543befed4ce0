/**
 * A person answers over the channel that told them, without login: a code in an SMS, a key in a call. They
 * acknowledge by the same rules as with a link; to escalate and to end an incident they need the right to.
 */

import type { Decision, Refusal } from "../../domain/decision.ts";
import type { Incident } from "../../domain/incident.ts";
import { shownTitle } from "../../domain/incident-mode.ts";
import type { AnswerAction } from "../../domain/notification.ts";
import { isAllowed } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import type { Actor } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";
import { carryOut } from "./change.ts";
import { escalateByAnswer } from "./escalate.ts";

export interface PhoneAnswer {
  readonly action: AnswerAction;
  readonly incidentId: string;
  readonly person: Person;
  /** The role the person was told as. */
  readonly role: string;
  readonly via: "sms" | "voice";
}

/** What came of an answer, with the incident as it is now; `refused` says why nothing changed. */
export type PhoneAnswered =
  | {
      readonly kind: "done";
      readonly action: AnswerAction;
      readonly number: string;
      readonly title: string;
    }
  | {
      readonly kind: "refused";
      readonly reason: string;
      readonly number: string;
      readonly title: string;
    };

/** Acts within the transaction of who found out what was answered. Undefined when the incident is gone. */
export async function answerByPhone(
  context: OperationContext,
  tx: Tx,
  answer: PhoneAnswer,
): Promise<PhoneAnswered | undefined> {
  const { action } = answer;
  const incident = await loadIncident(tx, answer.incidentId, { lock: true });
  if (incident === undefined) return undefined;
  const { number } = incident;
  const title = shownTitle(incident);
  if (!isAllowedTo(action, answer.person, incident)) {
    return { kind: "refused", reason: `${number} is not yours to ${action}`, number, title };
  }
  const decided = await carriedOut(context, tx, incident, answer);
  return "refused" in decided
    ? { kind: "refused", reason: decided.refused, number, title }
    : { kind: "done", action, number, title };
}

function carriedOut(
  context: OperationContext,
  tx: Tx,
  incident: Incident,
  { action, person, role, via }: PhoneAnswer,
): Promise<Decision | Refusal> {
  const by: Actor = { kind: "person", id: person.id, name: person.name };
  switch (action) {
    case "acknowledge": {
      const input = { kind: action, by, via, role };
      return carryOut(context, tx, incident, { input, by, as: "incident.acknowledge", via });
    }
    case "escalate":
      return escalateByAnswer(context, tx, incident, { by, via });
    case "resolve": {
      const input = { kind: action, by, reason: `answered by ${via === "sms" ? "SMS" : "phone"}` };
      return carryOut(context, tx, incident, { input, by, as: "incident.resolve", via });
    }
  }
}

/** Whoever was told may acknowledge, as with a link; for the rest they need the right to. */
function isAllowedTo(action: AnswerAction, person: Person, { team }: Incident): boolean {
  if (action === "acknowledge") return true;
  const { id: personId, name, role, teams } = person;
  return isAllowed({ personId, name, role, teams }, `incident.${action}`, team ?? undefined);
}
