import {
  type Answer,
  type ChecklistPoint,
  checklistPoints,
  effectOf,
  findPoint,
  readAnswer,
} from "../../domain/checklist.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { changeIncident } from "./change.ts";

export interface AnswerChecklist {
  readonly number: string;
  /** A point's key, or the id of its item where only one has it. */
  readonly point: string;
  /** What was answered; nothing when the point is skipped. */
  readonly answer?: string;
  /** Why it does not matter here. */
  readonly skip?: string;
}

/**
 * Answers, or skips, a point of the checklists of the playbook that the incident is pinned to. Answering
 * anew is allowed: the last answer counts, and the timeline keeps them all.
 * @throws AppError `invalid-input` where there is no such point, or the answer is none to it.
 */
export async function answerChecklist(
  context: OperationContext,
  principal: Principal,
  input: AnswerChecklist,
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.answer",
    input: async (by, incident, tx) => {
      const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
      const { key, item } = pointOf(checklistPoints(playbook), input.point);
      const answer = answerOf(item, input);
      return {
        kind: "answer",
        by,
        point: { key, text: item.text, line: item.source.line },
        answer,
        reason: input.skip ?? "",
        effect: effectOf(item, answer, playbook, incident.severity),
      };
    },
  });
}

function pointOf(points: readonly ChecklistPoint[], wanted: string): ChecklistPoint {
  const found = findPoint(points, wanted);
  if (found !== undefined) return found;
  throw new AppError(
    "invalid-input",
    points.length === 0
      ? "The playbook of this incident has no checklists."
      : `The checklists have no point “${wanted}”, or more than one: name it by its key, as the incident's checklists list it.`,
  );
}

function answerOf(
  item: ChecklistPoint["item"],
  { answer, skip }: Pick<AnswerChecklist, "answer" | "skip">,
): Answer {
  if (answer === undefined && skip !== undefined) return { value: "", outcome: "skipped" };
  const read = readAnswer(item, answer ?? "");
  if (read.kind === "answer") return read.answer;
  throw new AppError("invalid-input", `The answer to “${item.text}” ${read.problem}.`);
}
