/** What somebody answers to a point of a checklist, and what follows: a role is called, a severity proposed. */

import { announceByPlaybook, openingText } from "./announce.ts";
import type { Answer, AnswerEffect } from "./checklist.ts";
import { page } from "./decide-call.ts";
import { change, type Decision, type DecisionContext, record } from "./decision.ts";
import { touched } from "./person-deed.ts";
import { roleKey } from "./roster.ts";
import type { Actor } from "./timeline.ts";

export interface AnswerInput {
  readonly kind: "answer";
  readonly by: Actor;
  /** What was answered, by its key and in the playbook's words. */
  readonly point: { readonly key: string; readonly text: string; readonly line: number };
  readonly answer: Answer;
  /** Why it is skipped; "" where it is not. */
  readonly reason: string;
  readonly effect: AnswerEffect;
}

/**
 * Records an answer, at any time: what was documented late is documented. A worse severity that it speaks
 * for is proposed, never set: a person confirms it. A role that is wanted and that nobody has taken yet is
 * called, and where it cannot be, the timeline says so.
 */
export function answerPoint(
  decision: Decision,
  input: AnswerInput,
  context: DecisionContext,
): Decision {
  const { by, point, answer, reason, effect } = input;
  const isWorse =
    (effect.proposes?.rank ?? Number.POSITIVE_INFINITY) < decision.incident.rules.rank;
  const data = {
    point: point.key,
    text: point.text,
    line: point.line,
    ...answer,
    ...(reason === "" ? {} : { reason }),
    ...(isUnderWay(decision) && isWorse && effect.proposes !== undefined
      ? { proposes: effect.proposes }
      : {}),
  };
  const done = keepProposal(touched(decision, by, context.now), input);
  const recorded = record(done, context.now, "checklist.answered", data, by);
  const told = tellAudiences(recorded, effect.tells, context);
  if (effect.calls !== undefined) return callRole(told, effect.calls, by, context);
  return effect.callsOneOf === undefined ? told : sayUnclear(told, effect.callsOneOf, context.now);
}

function tellAudiences(
  decision: Decision,
  audiences: AnswerEffect["tells"],
  context: DecisionContext,
): Decision {
  if (audiences === undefined || !isUnderWay(decision)) return decision;
  if (audiences.length === 0) {
    const { severity } = decision.incident;
    const reason = `the playbook names nobody for ${severity}; tell them with \`tocsin incident update --audience\``;
    return record(decision, context.now, "audience.left-out", { audience: "Stakeholders", reason });
  }
  const text = openingText(decision);
  return announceByPlaybook(decision, audiences, { kind: "opening", text }, context);
}

/** What this point spoke for before, it no longer does. */
function keepProposal(
  decision: Decision,
  { point, answer, effect }: Pick<AnswerInput, "point" | "answer" | "effect">,
): Decision {
  const { proposals = [] } = decision.incident;
  const others = proposals.filter((one) => one.point !== point.key);
  if (effect.proposes === undefined) {
    return others.length === proposals.length ? decision : change(decision, { proposals: others });
  }
  const words = { point: point.key, question: point.text, answer: answer.value };
  return change(decision, { proposals: [...others, { ...effect.proposes, ...words }] });
}

/** Whoever is wanted must not be guessed: that would wake the wrong one, and leave out the right one. */
function sayUnclear(decision: Decision, roles: readonly string[], now: number): Decision {
  if (!isUnderWay(decision)) return decision;
  const role = roles.join(" or ");
  return record(decision, now, "role.unreached", { role, reason: "say which of them to page" });
}

function callRole(decision: Decision, role: string, by: Actor, context: DecisionContext): Decision {
  const { roles, responders } = decision.incident;
  const known = [...Object.keys(roles), ...responders.map((responder) => responder.role)];
  if (!isUnderWay(decision) || known.some((one) => roleKey(one) === roleKey(role))) return decision;
  const called = page(decision, { by, whom: role }, context);
  return "refused" in called
    ? record(decision, context.now, "role.unreached", { role, reason: called.refused })
    : called;
}

function isUnderWay({ incident }: Decision): boolean {
  return incident.status === "open" || incident.status === "acknowledged";
}
