/** Checklists of a playbook in an incident: which point is meant, what an answer says, what is still open. */

import type { NamedAudience } from "./announce.ts";
import type { Checklist, ChecklistItem, Condition, Playbook } from "./playbook.ts";
import { readingsIn, readQuantity } from "./quantity.ts";
import { roleKey } from "./roster.ts";
import { holds } from "./threshold.ts";
import type { TimelineEntry } from "./timeline.ts";

/** An item with the lists it stands in. */
export interface ChecklistPoint {
  /** What it is known by in its playbook: `checklist/group/item`. */
  readonly key: string;
  readonly checklist: Checklist;
  readonly group: Checklist["groups"][number];
  readonly item: ChecklistItem;
}

/** `done` settles a point, `open` says that it is not so, `skipped` that it does not matter here. */
export type AnswerOutcome = "done" | "open" | "skipped";

export interface Answer {
  /** As it is shown: "Yes", "0.05%". */
  readonly value: string;
  readonly outcome: AnswerOutcome;
}

/** An answer in the timeline. */
export interface GivenAnswer extends Answer {
  readonly at: number;
  readonly by: string | null;
}

export type ReadAnswer =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** @property problem In words that follow what was answered. */
  | { readonly kind: "problem"; readonly problem: string };

export const ANSWER_LENGTH_MAX = 2000;

const YES = new Set(["yes", "y", "true", "done", "x", "ok", "ja"]);
const NO = new Set(["no", "n", "false", "nein"]);

/** Every item of the playbook's checklists, in the text's order. */
export function checklistPoints(playbook: Playbook): readonly ChecklistPoint[] {
  return playbook.checklists.flatMap((checklist) =>
    checklist.groups.flatMap((group) =>
      group.items.map((item) => ({
        key: `${checklist.id}/${group.id}/${item.id}`,
        checklist,
        group,
        item,
      })),
    ),
  );
}

/** The point of a key, or of an item's id where only one has it. */
export function findPoint(
  points: readonly ChecklistPoint[],
  wanted: string,
): ChecklistPoint | undefined {
  const found = points.find(({ key }) => key === wanted);
  const named = points.filter(({ item }) => item.id === wanted);
  return found ?? (named.length === 1 ? named[0] : undefined);
}

/** Reads what somebody answers by the type of the item. */
export function readAnswer(item: ChecklistItem, written: string): ReadAnswer {
  const text = written.trim();
  if (text === "") return problem("says nothing");
  if (text.length > ANSWER_LENGTH_MAX)
    return problem(`is longer than ${ANSWER_LENGTH_MAX} characters`);
  switch (item.type) {
    case "boolean":
      return readYesOrNo(item, text);
    case "choice":
      return readChoice(item.choices ?? [], text);
    case "measure":
      return readMeasure(item.condition, text);
    case "list":
    case "text":
      return answered(text, "done");
  }
}

function readYesOrNo({ expect }: ChecklistItem, text: string): ReadAnswer {
  const word = text.toLowerCase();
  if (!YES.has(word) && !NO.has(word)) return problem("is neither yes nor no");
  // Where nothing is expected either answer settles the question.
  const isAsExpected = expect === undefined || NO.has(expect.toLowerCase()) === NO.has(word);
  return answered(YES.has(word) ? "Yes" : "No", isAsExpected ? "done" : "open");
}

/** One of the choices, or the beginning of only one. */
function readChoice(choices: readonly string[], text: string): ReadAnswer {
  const word = text.toLowerCase();
  const exact = choices.find((choice) => choice.toLowerCase() === word);
  const begun = choices.filter((choice) => choice.toLowerCase().startsWith(word));
  const chosen = exact ?? (begun.length === 1 ? begun[0] : undefined);
  return chosen === undefined
    ? problem(`is none of ${choices.join(", ")}`)
    : answered(chosen, "done");
}

/** A measured amount, in the threshold's own unit where none is written. */
function readMeasure(condition: Condition | undefined, text: string): ReadAnswer {
  const quantity = readQuantity(text);
  if (condition === undefined || quantity === undefined) return problem("is no amount");
  const own = quantity.unit === "" ? quantity.amount : readingsIn(quantity, condition.unit)[0];
  if (own === undefined) return problem(`is no amount in ${condition.unit}`);
  const unit = quantity.unit === "" ? condition.unit : "";
  return answered(`${text}${unit}`, holds(own, condition) ? "done" : "open");
}

function answered(value: string, outcome: AnswerOutcome): ReadAnswer {
  return { kind: "answer", answer: { value, outcome } };
}

function problem(text: string): ReadAnswer {
  return { kind: "problem", problem: text };
}

/**
 * The last answer to each point, by its key. What showed that an incident was over shows nothing of it
 * once it has been reopened.
 */
export function answersIn(
  entries: readonly TimelineEntry[],
  points: readonly ChecklistPoint[],
): ReadonlyMap<string, GivenAnswer> {
  const verifying = points.flatMap(({ key, group }) => (group.verifies === true ? [key] : []));
  const answers = new Map<string, GivenAnswer>();
  for (const entry of entries) {
    if (entry.kind === "incident.reopened") for (const key of verifying) answers.delete(key);
    if (entry.kind !== "checklist.answered") continue;
    const { point, value, outcome } = entry.data;
    const by = entry.actor.kind === "system" ? null : entry.actor.name;
    answers.set(point, { value, outcome, at: entry.at, by });
  }
  return answers;
}

/** The points that show that it is over and are neither done nor skipped. */
export function openVerification(
  points: readonly ChecklistPoint[],
  answers: ReadonlyMap<string, GivenAnswer>,
): readonly ChecklistPoint[] {
  return points.filter(({ key, group }) => {
    const outcome = answers.get(key)?.outcome;
    return group.verifies === true && outcome !== "done" && outcome !== "skipped";
  });
}

/** What an answer speaks for, by the playbook. */
export interface AnswerEffect {
  readonly proposes?: ProposedSeverity;
  /** The role that is wanted. */
  readonly calls?: string;
  /** Roles of which one is wanted, and it cannot be told which. */
  readonly callsOneOf?: readonly string[];
  /** Audiences that are told. */
  readonly tells?: readonly NamedAudience[];
}

/** A severity with the line of the playbook that speaks of the same. Stored with an incident. */
export interface ProposedSeverity {
  readonly severity: string;
  /** 0 is the worst. */
  readonly rank: number;
  readonly line: number;
  readonly text: string;
}

export function effectOf(
  { proposes = [], calls, callsOneOf, tells }: ChecklistItem,
  { value }: Answer,
  playbook: Playbook,
  severity: string,
): AnswerEffect {
  const said = proposes.find(({ answer }) => answer.toLowerCase() === value.toLowerCase());
  const rank = playbook.severities.findIndex(({ id }) => id === said?.severity);
  const proposed =
    said === undefined || rank < 0
      ? {}
      : { proposes: { severity: said.severity, rank, line: said.source.line, text: said.text } };
  if (!YES.has(value.toLowerCase())) return proposed;
  return {
    ...proposed,
    ...(calls === undefined ? {} : { calls }),
    ...(callsOneOf === undefined ? {} : { callsOneOf }),
    ...(tells === undefined ? {} : { tells: audiencesOf(playbook, severity) }),
  };
}

/** Whom the playbook wants told at a severity: by its escalation, and by its response actions. Each once. */
export function audiencesOf(playbook: Playbook, severity: string): readonly NamedAudience[] {
  const path = playbook.escalation.find((one) => one.severity === severity);
  const actions = playbook.severities.find(({ id }) => id === severity)?.responseActions ?? [];
  const named = [
    ...(path?.stakeholders ?? []),
    ...actions.flatMap(({ kind, audiences = [], source }) =>
      kind === "notify" ? audiences.map((audience) => ({ ...audience, source })) : [],
    ),
  ].map(
    ({ audience, when, source }): NamedAudience => ({
      audience,
      ...(when === undefined ? {} : { when }),
      line: source.line,
    }),
  );
  const byName = new Map(named.toReversed().map((one) => [roleKey(one.audience), one]));
  return named.filter((one) => byName.get(roleKey(one.audience)) === one);
}
