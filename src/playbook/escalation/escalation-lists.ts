/** Escalation paths of sections: in lists and labels, and in the lines, fences and headings below them. */

import { codeFences } from "../markdown/code-fences.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { labelledLines } from "../markdown/labelled-lines.ts";
import { type LabelledList, type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { ESCALATION_OTHERS, ESCALATION_TOPICS } from "../vocabulary.ts";
import { RANK_COLUMNS } from "../words/column-words.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { mentions, spacedWords } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import { headingPath } from "./escalation-headings.ts";
import { fencePaths } from "./escalation-ladders.ts";
import {
  chainSteps,
  type ForSeverity,
  isStepLine,
  linePaths,
  nobodyPath,
  type Place,
  pathOf,
  sentencesOf,
  stepsOf,
  withFirstAtOnce,
} from "./escalation-lines.ts";
import { isNobody, readRole, readRoles, stepTime } from "./escalation-role.ts";

/** Every path that the section's own lists, lines and sub-headings describe. */
export function readListedPaths(
  document: PlaybookDocument,
  section: Section,
  severity: ForSeverity,
): readonly PathDraft[] {
  const above = section.parent?.title ?? "";
  // "Escalation contacts" are addresses however they are grouped; "Contacts" may have an escalation path.
  const title = mentions(above, ESCALATION_TOPICS) ? `${above} / ${section.title}` : section.title;
  const place = { file: document.file, severity, title };
  const lists = labelledLists(section).flatMap((list) => listPaths(list, place));
  const spoken = linePaths(sentencesOf(section).filter(isStepLine), place, false);
  const fenced = codeFences(document, section).flatMap((fence) => fencePaths(fence, place));
  const headed = headingPath(section, place);
  return [
    ...(severity === undefined ? [] : saidPaths(section, place, severity)),
    ...lists,
    ...spoken,
    ...fenced,
    ...(headed === undefined ? [] : [headed]),
  ];
}

/**
 * The same of a section about something else: lists and fences under a label about it, and "Escalation: …"
 * of a severity. "3. Escalate:" among the numbered steps of a procedure belongs to that procedure.
 */
export function readLabelledPaths(
  document: PlaybookDocument,
  section: Section,
  severity: ForSeverity,
): readonly PathDraft[] {
  const place = { file: document.file, severity, title: "" };
  const isAbout = (label = ""): boolean =>
    mentions(label, ESCALATION_TOPICS) && !mentions(label, ESCALATION_OTHERS);
  const found = labelledLists(section);
  const inSteps = new Set(
    found.filter(({ ordered }) => ordered).flatMap(({ items }) => items.flatMap(nodesBelow)),
  );
  const lists = found
    .filter(({ label, items }) => isAbout(label) && !items.some(({ node }) => inSteps.has(node)))
    .flatMap((list) => listPaths(list, place));
  const ranked = found.flatMap((list) => rankPath(list, place) ?? []);
  const fenced = codeFences(document, section)
    .filter(({ label }) => isAbout(label))
    .flatMap((fence) => fencePaths(fence, place));
  const written = [...lists, ...ranked, ...fenced, ...successorPaths(section, place)];
  const named = severity === undefined ? severityOfTitle(section) : severity;
  const said = named === undefined ? saidChains(section, place) : saidPaths(section, place, named);
  return [...written, ...said];
}

/** "Escalation: porter → manager → owner", for every severity. */
function saidChains(section: Section, place: Place): readonly PathDraft[] {
  return labelledLines(section)
    .filter(({ label }) => mentions(label, ESCALATION_TOPICS))
    .flatMap(({ value, line, column }) => {
      const steps = chainSteps({ text: value, line, column }, place.file);
      return steps === undefined ? [] : [pathOf(place, undefined, steps)];
    });
}

/**
 * "Escalation: if the primary does not answer in 15 min" below "Secondary on-call": who is reached after
 * whom the condition names, which is the heading beside it.
 */
function successorPaths(section: Section, place: Place): readonly PathDraft[] {
  const own = mentions(section.title, RANK_COLUMNS) ? readRole(section.title) : undefined;
  if (own === undefined) return [];
  return labelledLines(section)
    .filter(({ label }) => mentions(label, ESCALATION_TOPICS))
    .flatMap(({ value, line, column }) => {
      const after = stepTime(value);
      const before = headingNamed(value, section);
      const first = readRole(before?.title ?? "");
      if (after === undefined || before === undefined || first === undefined) return [];
      const steps = [
        { ...first, after: "PT0S", source: { file: place.file, line: before.line } },
        { ...own, after, source: { file: place.file, line, column } },
      ];
      return [pathOf(place, place.severity, steps)];
    });
}

/** The first heading beside the section that says "primary" as the condition does, and the section does not. */
function headingNamed(condition: string, section: Section): Section | undefined {
  const ranks = RANK_COLUMNS.filter(
    (rank) => mentions(condition, [rank]) && !mentions(section.title, [rank]),
  );
  return section.parent?.children.find((other) => mentions(other.title, ranks));
}

function nodesBelow({ items }: ListedItem): readonly ListedItem["node"][] {
  return items.map(({ node }) => node);
}

/**
 * "Primary: …", "Secondary: …" and "Escalation: harbour lead", one below the other. Where no role alone
 * stands after "Primary", that is the role.
 */
function rankPath({ items }: LabelledList, place: Place): PathDraft | undefined {
  const labels = items.map(({ text }) => spacedWords(splitLabel(text)?.label ?? "").trim());
  const isRank = (label: string): boolean => RANK_COLUMNS.includes(label);
  const isLast = (label: string): boolean => mentions(label, ESCALATION_TOPICS);
  if (!labels.some(isRank) || !labels.some(isLast)) return undefined;
  if (!labels.every((label) => isRank(label) || isLast(label))) return undefined;
  const steps = items.flatMap((item): readonly StepDraft[] => {
    const { label, rest } = splitLabel(item.text) ?? { label: "", rest: "" };
    const after = stepTime(rest);
    const time = after === undefined ? {} : { after };
    const source = { file: place.file, line: item.line, column: item.column };
    // A blank to fill in is nobody.
    if (rest === "" || rest.startsWith("[")) return [];
    if (isRank(spacedWords(label).trim())) {
      const alone = rest.includes(",") ? undefined : readRole(rest);
      return [{ ...(alone ?? { role: label }), ...time, source }];
    }
    const [whom = ""] = rest.split(",");
    return readRoles(whom).map((role) => ({ ...role, ...time, source }));
  });
  const isWhole = steps.length >= items.length;
  return isWhole ? pathOf(place, place.severity, withFirstAtOnce(steps)) : undefined;
}

/** "Escalation (if nobody answers in 5 min): the harbour lead, then the CTO", below a severity. */
function saidPaths(
  section: Section,
  place: Place,
  severity: NonNullable<ForSeverity>,
): readonly PathDraft[] {
  return labelledLines(section)
    .filter(({ label }) => mentions(label, ESCALATION_TOPICS))
    .flatMap(({ label, value, line, column }) => {
      const from = stepTime(label);
      const said = { text: value, line, column };
      const chain = chainSteps(said, place.file);
      const steps = (chain ?? stepsOf(said, place.file)).map((step, index) =>
        index === 0 && step.after === undefined && from !== undefined
          ? { ...step, after: from }
          : step,
      );
      if (steps.length === 0) return isNobody(value) ? [nobodyPath(place, severity, line)] : [];
      return [pathOf(place, severity, steps)];
    });
}

function severityOfTitle({ title }: Section): ForSeverity {
  const mention = readSeverityMention(title, true);
  return mention === undefined ? undefined : { id: mention.id, key: mention.key };
}

function listPaths(list: LabelledList, place: Place): PathDraft[] {
  const title = `${place.title} / ${list.label}`;
  const labelled = readSeverityMention(list.label, true);
  const severity = labelled === undefined ? place.severity : { id: labelled.id, key: labelled.key };
  // "If it lasts longer than half an hour:" gives the time of what the list asks for.
  const from = list.label === "" ? undefined : stepTime(list.label);
  const paths = linePaths(list.items, { ...place, title, severity }, list.ordered, from);
  return paths.map((path) => ({
    ...path,
    source: path.steps.length > 1 ? { file: place.file, line: list.line } : path.source,
  }));
}
