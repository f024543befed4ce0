/**
 * What the answers to a checklist bring about: an impact that a severity speaks of proposes it, a role that
 * is needed is called, and the points that show that it is over are asked before an incident is resolved.
 */

import type {
  Checklist,
  ChecklistItem,
  EscalationPath,
  Phase,
  Severity,
} from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { namedRoles } from "../../domain/severity-rules.ts";
import { ARTICLES, AUDIENCE_WORDS, CHECKLIST_TOPICS } from "../vocabulary.ts";
import {
  ASKING_WORDS,
  ENDING_WORDS,
  IMPACTS,
  TELLING_WORDS,
  VERIFICATION_WORDS,
  WANTED_WORDS,
} from "../words/impact-words.ts";
import { NO_WORDS, YES_WORDS } from "../words/message-words.ts";
import { mentions, spacedWords, wordsIn } from "../words/wording.ts";

export interface AnswerEffectsOf {
  /** From the worst on. */
  readonly severities: readonly Severity[];
  readonly escalation: readonly EscalationPath[];
  readonly phases: readonly Phase[];
}

export function withAnswerEffects(
  checklists: readonly Checklist[],
  playbook: AnswerEffectsOf,
): readonly Checklist[] {
  const roles = rolesOf(playbook);
  return checklists.map((checklist) => ({
    ...checklist,
    groups: checklist.groups.map((group) => ({
      ...group,
      items: group.items.map((item) => withEffects(item, playbook.severities, roles)),
      ...(verifies(checklist, group.title, playbook.phases) ? { verifies: true } : {}),
    })),
  }));
}

function withEffects(
  item: ChecklistItem,
  severities: readonly Severity[],
  roles: readonly string[],
): ChecklistItem {
  const proposes = proposals(item, severities);
  const called = calledRoles(item, roles);
  const [calls, ...others] = called;
  return {
    ...item,
    ...(proposes.length === 0 ? {} : { proposes }),
    ...(calls === undefined || others.length > 0 ? {} : { calls }),
    ...(others.length === 0 ? {} : { callsOneOf: called }),
    ...(called.length === 0 && asksToTell(item) ? { tells: true } : {}),
  };
}

function proposals(
  item: ChecklistItem,
  severities: readonly Severity[],
): NonNullable<ChecklistItem["proposes"]> {
  return answersOf(item).flatMap((answer) => {
    const impact = IMPACTS.find(
      ({ asks, answers }) =>
        mentionsEach(item.text, asks) &&
        (answers.length === 0 ? isYes(answer) : mentions(answer, answers)),
    );
    const statement = impact === undefined ? undefined : statementOf(severities, impact.says);
    return statement === undefined ? [] : [{ answer, ...statement }];
  });
}

/** The worst severity that speaks of it, and where. */
function statementOf(severities: readonly Severity[], says: readonly (readonly string[])[]) {
  for (const { id, definition, examples, source } of severities) {
    const found = [...examples, { text: definition, source }].find(({ text }) =>
      mentionsEach(text, says),
    );
    if (found !== undefined) return { severity: id, text: found.text, source: found.source };
  }
  return undefined;
}

function mentionsEach(text: string, lists: readonly (readonly string[])[]): boolean {
  return lists.every((phrases) => mentions(text, phrases));
}

/** The answers an item may have, as far as they are stated. One that is expected to be true asks after what is good. */
function answersOf(item: ChecklistItem): readonly string[] {
  if (item.type === "choice") return item.choices ?? [];
  return item.type === "boolean" && item.expect === undefined ? ["yes"] : [];
}

function isYes(answer: string): boolean {
  return YES_WORDS.includes(answer.toLowerCase());
}

/**
 * "Incident commander needed: Yes / No", "Commander needed: Yes / No". The role whose name stands there,
 * else each that has all the words of what is asked for.
 */
function calledRoles(item: ChecklistItem, roles: readonly string[]): readonly string[] {
  const answers = answersOf(item);
  const isYesOrNo = answers.every((one) => isYes(one) || NO_WORDS.includes(one.toLowerCase()));
  if (!isYesOrNo || !answers.some(isYes) || !mentions(item.text, WANTED_WORDS)) return [];
  const text = spacedWords(item.text);
  const named = roles.find((role) => text.includes(spacedWords(role)));
  if (named !== undefined) return [named];
  const asked = wordsIn(item.text).filter((word) => !INSIGNIFICANT.has(word));
  if (asked.length === 0) return [];
  const meant = roles.filter((role) => {
    const words = wordsIn(role);
    return asked.every((word) => words.includes(word));
  });
  return [...new Map(meant.map((role) => [roleKey(role), role])).values()];
}

/** Words that say nothing of which role is asked for. */
const INSIGNIFICANT: ReadonlySet<string> = new Set([
  ...WANTED_WORDS,
  ...ASKING_WORDS,
  ...ARTICLES,
  ...YES_WORDS,
  ...NO_WORDS,
]);

/** "Stakeholder notification: Yes / No", "Notify customers?". A point that is ticked when it is done asks nothing. */
function asksToTell(item: ChecklistItem): boolean {
  const answers = answersOf(item);
  const isYesOrNo = answers.every((one) => isYes(one) || NO_WORDS.includes(one.toLowerCase()));
  return (
    isYesOrNo &&
    answers.some(isYes) &&
    mentions(item.text, AUDIENCE_WORDS) &&
    mentions(item.text, TELLING_WORDS)
  );
}

/** The longest name first: "incident commander" before "commander". */
function rolesOf(playbook: AnswerEffectsOf): readonly string[] {
  return namedRoles(playbook).toSorted((first, second) => second.length - first.length);
}

function verifies(checklist: Checklist, group: string, phases: readonly Phase[]): boolean {
  const phase = phases.find(({ id }) => id === checklist.phase)?.title ?? "";
  const titles = `${checklist.title} ${group}`;
  if (!mentions(`${phase} ${titles}`, ENDING_WORDS)) return false;
  const isWhole = checklist.groups.length === 1 && mentions(titles, CHECKLIST_TOPICS);
  return isWhole || mentions(titles, VERIFICATION_WORDS);
}
