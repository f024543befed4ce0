/** Escalation paths in headings, one after the other. */

import type { Section } from "../markdown/document.ts";
import { labelledLines } from "../markdown/labelled-lines.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { ACTIVITY_NOUNS, ESCALATION_TOPICS, WHO_LABELS } from "../vocabulary.ts";
import { beginsWith, mentions, spacedWords } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import { type Place, pathOf, sentencesOf, stepsOf } from "./escalation-lines.ts";
import {
  hasStepLabel,
  isRole,
  type RoleMention,
  readRole,
  readRoleChain,
  readRoleLabel,
  readRoles,
  stepTime,
} from "./escalation-role.ts";

/** "### Level 1: On-call engineer", "### Level 2: Team lead", one heading after the other. */
export function headingPath(section: Section, place: Place): PathDraft | undefined {
  const levels = section.children.filter(({ title }) => hasStepLabel(title));
  const steps = levels.flatMap((child, index) =>
    headingSteps(child, place.file, levels[index - 1]),
  );
  return steps.length < 2 ? undefined : pathOf(place, place.severity, steps);
}

/** `before` is the heading of the step before it. */
function headingSteps(child: Section, file: string, before: Section | undefined): StepDraft[] {
  const source = { file, line: child.line };
  const after = stepTime(child.title) ?? handOverTime(before);
  const time = after === undefined ? {} : { after };
  const label = splitLabel(child.title)?.rest ?? child.title.split(/\s[-–—]\s/u)[1] ?? "";
  // "Level 1: duty engineer → team lead" goes from the one to the other.
  const chain = readRoleChain(label);
  if (chain !== undefined)
    return chain.slice(before === undefined ? 0 : -1).map((role) => ({ ...role, source }));
  const [named] = readRoles(child.title);
  const isActivity = ACTIVITY_NOUNS.some((noun) => spacedWords(label).trim().endsWith(` ${noun}`));
  const role = roleInside(label) ?? (isActivity ? undefined : (named ?? readRoleLabel(label)));
  if (role !== undefined) return [{ ...role, ...time, source }];
  // "### Level 1 (0-15 minutes)" with "**Who**: on-call engineer" below it.
  return labelledLines(child)
    .filter((line) => mentions(line.label, WHO_LABELS))
    .flatMap((line) => stepsOf({ ...line, text: line.value }, file))
    .map((step) => ({ ...step, ...time }));
}

/** "First look (duty engineer)": who does what is no role itself. */
function roleInside(label: string): RoleMention | undefined {
  const [, outside = "", inside = ""] = /^([^()]*)\(([^()]*)\)\s*$/u.exec(label) ?? [];
  return isRole(outside) ? undefined : readRole(inside);
}

/** "Escalate if it is not solved in 30 minutes" below a step says when the next one begins. */
function handOverTime(step: Section | undefined): string | undefined {
  if (step === undefined) return undefined;
  const items = labelledLists(step).flatMap((list) => list.items);
  return [...sentencesOf(step), ...items]
    .filter(({ text }) => beginsWith(text, ESCALATION_TOPICS) !== undefined)
    .map(({ text }) => stepTime(text))
    .find((time) => time !== undefined);
}
