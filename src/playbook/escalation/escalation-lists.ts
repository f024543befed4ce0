/** Escalation paths in lists, in lines of a paragraph or of a text fence, and in headings one after the other. */

import { type CodeFence, codeFences } from "../markdown/code-fences.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { labelledLines, type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { type LabelledList, type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import {
  ACTIVITY_NOUNS,
  ESCALATION_OTHERS,
  ESCALATION_TOPICS,
  THEN_WORDS,
  WHO_LABELS,
} from "../vocabulary.ts";
import { RANK_COLUMNS } from "../words/column-words.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { anyOf, beginsWith, mentions, spacedWords } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import {
  ARROW,
  asksForPerson,
  hasStepLabel,
  isNobody,
  isRole,
  type RoleMention,
  readRole,
  readRoleChain,
  readRoleLabel,
  readRoles,
  splitSeverity,
  splitTimeLabel,
  stepTime,
} from "./escalation-role.ts";

type ForSeverity = PathDraft["severity"];

interface Place {
  readonly file: string;
  readonly severity: ForSeverity;
  /** The heading or label above it. */
  readonly title: string;
}

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

/**
 * The path of lines that name a role each, in order: numbered, or "Level 1", or each with a time. Where
 * they begin with severities, each is a path of its own. Among other things to do, those that ask to
 * reach somebody count alone.
 */
function linePaths(
  lines: readonly TextLine[],
  place: Place,
  isOrdered: boolean,
  from?: string,
): PathDraft[] {
  const chains = chainPaths(lines, place);
  if (chains.length > 0) return chains;
  const isSteps = lines.every(({ text }) => hasStepLabel(text) || isTimedLabel(text));
  if (!isSteps && mentions(place.title, ESCALATION_OTHERS)) return [];
  const bySeverity = lines.flatMap((line) => severityLine(line, place) ?? []);
  if (bySeverity.length > 0) return bySeverity;
  if (lines.some(({ text }) => splitSeverity(text).key !== undefined)) return [];
  const found = lines.map((line) => ({ line, steps: stepsOf(line, place.file) }));
  const named = found.filter(({ steps }) => steps.length > 0);
  const isWhole =
    named.length === lines.length &&
    (isOrdered ||
      named.every(({ line, steps }) => hasStepLabel(line.text) || hasOwnTime(steps)) ||
      named.every(({ line }) => isRole(withoutRemark(line.text))));
  const asking = named.filter(({ line }) => asksForPerson(askedIn(line.text).text));
  // "T+60 min: a message is drafted" among those to reach, each with its time, is nobody to reach.
  const isTimeline = named.length > 1 && lines.every(({ text }) => isTimedLabel(text));
  const counted = isWhole || isTimeline ? named : asking;
  const steps = counted.flatMap((one) => one.steps);
  // One role alone is a path where the heading says for which severity.
  const isEnough = lines.length > 1 || asking.length > 0 || place.severity !== undefined;
  if (steps.length === 0 || (isWhole && !isEnough)) return [];
  const timed = steps.map((step) =>
    step.after === undefined && from !== undefined ? { ...step, after: from } : step,
  );
  // "If nobody answers in 10 minutes, page the lead" says itself when the first one is asked.
  const isSaid = askedIn(counted[0]?.line.text ?? "").when !== "";
  return [pathOf(place, place.severity, isSaid ? timed : withFirstAtOnce(timed))];
}

/** "15 minutes: …", "Immediate: …". */
function isTimedLabel(text: string): boolean {
  const label = splitTimeLabel(text)?.label;
  return label !== undefined && stepTime(label) !== undefined;
}

function hasOwnTime(steps: readonly StepDraft[]): boolean {
  return steps.every((step) => step.after !== undefined);
}

/** What stands before a dash, a colon, or a bracket. */
function withoutRemark(text: string): string {
  return text.split(/\s+[-–—]\s+|[:(]/u)[0] ?? "";
}

/** "Within 15 minutes: on-call engineer" as the first step says how fast they answer, not when it begins. */
function withFirstAtOnce(steps: readonly StepDraft[]): readonly StepDraft[] {
  const [first, ...others] = steps;
  if (first?.after === undefined || others.length === 0) return steps;
  const isLater = others.some(({ after }) => after !== first.after);
  return isLater ? [{ ...first, after: "PT0S" }, ...others] : steps;
}

function severityLine(line: TextLine, place: Place): PathDraft | undefined {
  const { key, id, rest } = splitSeverity(line.text);
  if (key === undefined || id === undefined) return undefined;
  if (isNobody(rest)) return nobodyPath(place, { key, id }, line.line);
  const steps = stepsOf({ ...line, text: rest }, place.file);
  return steps.length === 0 ? undefined : pathOf(place, { key, id }, steps);
}

/** "P4: no escalation needed": the general path is not for that severity either. */
function nobodyPath({ file }: Place, severity: NonNullable<ForSeverity>, line: number): PathDraft {
  const source = { file, line };
  return {
    severity,
    steps: [],
    stakeholders: [],
    actions: [],
    source,
    firstLine: line,
    lastLine: line,
  };
}

/**
 * "P1: on-call engineer → incident commander", a path in each line. Where each goes on from whom the one
 * before reached, they are one.
 */
function chainPaths(lines: readonly TextLine[], place: Place): PathDraft[] {
  const paths: PathDraft[] = [];
  for (const line of lines) {
    const { key, id, rest } = splitSeverity(line.text);
    const [first, ...others] = chainSteps({ ...line, text: rest }, place.file) ?? [];
    if (first === undefined) continue;
    const last = paths.at(-1);
    const isNamed = key !== undefined && id !== undefined;
    if (!isNamed && last !== undefined && namesSame(last.steps.at(-1)?.role ?? "", first.role)) {
      paths.splice(-1, 1, { ...last, steps: [...last.steps, ...others], lastLine: line.line });
      continue;
    }
    paths.push(pathOf(place, isNamed ? { key, id } : place.severity, [first, ...others]));
  }
  return paths;
}

function chainSteps({ text, line, column }: TextLine, file: string): StepDraft[] | undefined {
  const source = { file, line, column };
  return readRoleChain(text.replace(LIST_NUMBER, ""))?.map((role) => ({ ...role, source }));
}

const LIST_NUMBER = /^\d+[.)]\s*/u;

/** "Engineering manager" and "the manager" are one. */
function namesSame(one: string, other: string): boolean {
  const second = spacedWords(other);
  // Of "CEO + harbour lead" one goes on.
  return one.split(/[+&]/u).some((piece) => {
    const first = spacedWords(piece);
    return first.endsWith(second) || second.endsWith(first);
  });
}

function stepsOf(line: TextLine, file: string): StepDraft[] {
  const source = { file, line: line.line, column: line.column };
  // "Duty engineer → answers within 15 minutes": what follows the arrow tells of the role.
  const [told = "", ...remarks] = line.text.split(ARROW);
  const { text, when } = askedIn(withoutAddresses(told));
  const after = stepTime([when, ...remarks].join(" "));
  return readRoles(text).map((role) => ({
    ...role,
    ...(role.after === undefined && after !== undefined ? { after } : {}),
    source,
  }));
}

/** "Porter: porter@house.example, +1 555 0100" is the porter. */
function withoutAddresses(text: string): string {
  const split = splitLabel(text);
  const isAddressed = split !== undefined && ADDRESS.test(split.rest) && isRole(split.label);
  return isAddressed ? split.label : text;
}

const ADDRESS = /\S@\S+\.\S|(?:^|\s)\+?\(?\d[\d().-]*[\s.-]\d|\d-[A-Z]{3}/u;

const THEN = new RegExp(
  `,\\s+(?:(?:${anyOf(THEN_WORDS)})\\s+)?|\\s+(?:${anyOf(THEN_WORDS)})\\s+`,
  "u",
);

/** Of "if nobody answers in 10 minutes, page the harbour lead" whom to reach, and what says when. */
function askedIn(sentence: string): { text: string; when: string } {
  const clauses = sentence.split(THEN);
  // "Page the porter, call the owner after an hour" asks for both.
  if (asksForPerson(clauses[0] ?? "")) return { text: sentence, when: "" };
  const index = clauses.findIndex((clause, at) => at > 0 && asksForPerson(clause));
  if (index < 0) return askedAfterTime(sentence) ?? { text: sentence, when: "" };
  return { text: clauses.slice(index).join(", "), when: clauses.slice(0, index).join(", ") };
}

/** "After 10 min page the harbour lead", without a comma. */
function askedAfterTime(sentence: string): { text: string; when: string } | undefined {
  const words = sentence.split(" ", TIME_WORDS_MAX + 1);
  const index = words.findIndex(
    (_, at) =>
      at > 0 &&
      asksForPerson(sentence.slice(words.slice(0, at).join(" ").length + 1)) &&
      stepTime(words.slice(0, at).join(" ")) !== undefined,
  );
  if (index < 0) return undefined;
  const when = words.slice(0, index).join(" ");
  return { text: sentence.slice(when.length + 1), when };
}

const TIME_WORDS_MAX = 6;

function pathOf(place: Place, severity: ForSeverity, steps: readonly StepDraft[]): PathDraft {
  const lines = steps.map(({ source }) => source.line);
  return {
    severity,
    steps,
    stakeholders: [],
    actions: [],
    source: steps[0]?.source ?? { file: place.file, line: 1 },
    firstLine: Math.min(...lines),
    lastLine: Math.max(...lines),
  };
}

/** In running text a step has a number of its own, "**Level 2**: the team lead", or asks for somebody. */
function isStepLine({ text }: TextLine): boolean {
  const { key, rest } = splitSeverity(text);
  return (
    hasStepLabel(text) ||
    key !== undefined ||
    asksForPerson(askedIn(text).text) ||
    readRoleChain(rest) !== undefined
  );
}

/** The sentences of running text, each at the place of its line. */
function sentencesOf(section: Section): readonly TextLine[] {
  return textLines(section).flatMap((line) =>
    line.text.split(/(?<=[.;!])\s+/u).map((text) => ({ ...line, text })),
  );
}

const TEXT_LANGUAGES: ReadonlySet<string> = new Set(["", "text", "txt", "plaintext"]);

function fencePaths(fence: CodeFence, place: Place): PathDraft[] {
  if (!TEXT_LANGUAGES.has(fence.lang) || /[┌╔]|\+--/u.test(fence.value)) return [];
  const lines = fence.value.split("\n").flatMap((written, index): TextLine[] => {
    const text = written.trim();
    const column = written.length - written.trimStart().length + 1;
    return text === "" ? [] : [{ text, line: fence.line + index, column }];
  });
  const named = { ...place, title: `${place.title} / ${fence.label ?? ""}` };
  return lines.some(({ text }) => DOWN.test(text))
    ? ladderPath(lines, named)
    : linePaths(
        lines,
        named,
        lines.every(({ text }) => /^\d+[.)]/u.test(text)),
      );
}

/** A line that only leads down to the next one, perhaps with the condition for it; a "v" alone is an arrow's head. */
const DOWN = /^(?:[│|↓▼⬇]\s*(?:v(?=\s|$)\s*)?|v(?=\s|$)\s*)+/u;
/** What leads aside: "├─ P1: page the harbour lead", "|-- Solved? → done". */
const BRANCH = /^(?:[│|]\s*)?(?:[├└]|[|`+](?=--))[─-]*[>▶►]?\s*/u;

/** Roles one below the other with arrows between them; "P1 → porter" in each rung is a path of its own. */
function ladderPath(lines: readonly TextLine[], place: Place): PathDraft[] {
  const rungs = lines.filter(({ text }) => !DOWN.test(text));
  const ofSeverities = rungs.flatMap((line) => severityRung(line, place) ?? []);
  if (ofSeverities.length >= 2 && ofSeverities.length === rungs.length) return ofSeverities;
  const steps: StepDraft[] = [];
  const branches: PathDraft[] = [];
  let condition = "";
  for (const line of lines) {
    if (BRANCH.test(line.text)) {
      branches.push(...branchPath({ ...line, text: line.text.replace(BRANCH, "") }, place, steps));
      continue;
    }
    if (DOWN.test(line.text)) {
      condition += ` ${line.text.replace(DOWN, "")}`;
      continue;
    }
    const after = stepTime(condition);
    condition = "";
    const text = line.text.replace(LIST_NUMBER, "");
    if (!isRole(withoutRemark(text)) && !hasStepLabel(text)) continue;
    const time = after === undefined ? {} : { after };
    steps.push(...stepsOf({ ...line, text }, place.file).map((step) => ({ ...step, ...time })));
  }
  if (branches.length > 0) return branches;
  return steps.length < 2 ? [] : [pathOf(place, place.severity, steps)];
}

/** "P1 → porter + manager". */
function severityRung({ text, ...at }: TextLine, place: Place): PathDraft | undefined {
  const [severity = "", ...roles] = text.split(ARROW);
  return roles.length === 0
    ? undefined
    : severityLine({ ...at, text: `${severity}: ${roles.join(" → ")}` }, place);
}

/** "├─ P1: page the harbour lead" below whom all severities reach: the path of P1 goes on with the lead. */
function branchPath(line: TextLine, place: Place, above: readonly StepDraft[]): PathDraft[] {
  const branch = severityLine(line, place);
  if (branch?.severity === undefined || branch.steps.length === 0) return [];
  return [pathOf(place, branch.severity, [...above, ...branch.steps])];
}

/** "### Level 1: On-call engineer", "### Level 2: Team lead", one heading after the other. */
function headingPath(section: Section, place: Place): PathDraft | undefined {
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
