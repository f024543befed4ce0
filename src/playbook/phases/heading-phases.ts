/** Headings that are the phases of an incident: in a section about the response, or at the top of a document. */

import {
  fileName,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { namesOneRunbook } from "../runbooks/runbook-title.ts";
import { STEPS_TITLES } from "../vocabulary/runbooks.ts";
import {
  CHECKLIST_TOPICS,
  GENERAL_INCIDENT_TOPICS,
  INCIDENT_TOPICS,
  SEVERITY_NAMES,
  SEVERITY_NOUNS,
  TEMPLATE_PHRASES,
} from "../vocabulary.ts";
import { isInstruction } from "../words/instructions.ts";
import { RESPONSE_NOUNS, WORKFLOW_STOPS, WORKFLOW_TOPICS } from "../words/phase-words.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import { PROBLEM_COLLECTIONS } from "../words/procedure-words.ts";
import { readSeverityMention, severityKeysIn } from "../words/severity-id.ts";
import { mentions, wordsIn } from "../words/wording.ts";
import { hasTicks } from "./asked-items.ts";
import { readStageName, type StageName } from "./stage-name.ts";

interface Named extends StageName {
  readonly section: Section;
}

/**
 * The headings that are phases of the document's incidents, in the text's order: those of the section
 * that tells most of them, and what is done afterwards, which often stands by itself. The stages of
 * one problem ("Database down", "Scenario 2") are parts of its runbook, and no phases.
 */
export function headingPhases(document: PlaybookDocument): readonly Section[] {
  if (namesPostmortem(documentName(document))) return [];
  const top = topPhases(document);
  let main: readonly Section[] = top
    .filter(({ isAfterwards }) => !isAfterwards)
    .map(({ section }) => section);
  for (const group of [...numberedPhases(document), ...workflowPhases(document)])
    if (group.length >= main.length) main = group;
  const isFinished = main.some(({ title }) => readStageName(title).stages.has("after"));
  const afterwards = isFinished ? [] : afterwardsOf(document, top);
  return [...main, ...afterwards.flatMap(({ section }) => timedParts(section) ?? [section])].sort(
    (one, other) => one.line - other.line,
  );
}

/** What is done afterwards: at the top, or under the one heading that says so. */
function afterwardsOf(document: PlaybookDocument, top: readonly Named[]): readonly Named[] {
  const ofTop = top.filter(({ isAfterwards }) => isAfterwards);
  if (ofTop.length > 0) return ofTop;
  const all = [...walkSections(document.root)].map(named).filter((one) => one.isAfterwards);
  return all.length === 1 ? all.filter(({ section }) => isTold(section)) : [];
}

/** What is filled in or ticked: the same headings tell there what it is about. */
const FORMS: readonly string[] = [...CHECKLIST_TOPICS, ...TEMPLATE_PHRASES];

/** Beside other stages it is the last one of a problem. */
function isTold(section: Section): boolean {
  const { parent } = section;
  if (parent === undefined || mentions(parent.title, FORMS)) return false;
  const beside = parent.children.filter(
    (other) => other !== section && readStageName(other.title).isPure,
  );
  return beside.length < 2 && !isOfOneProblem(section);
}

/** What the document calls itself: by its first heading, and by its file. */
export function documentName(document: PlaybookDocument): string {
  return `${document.root.children[0]?.title ?? ""} ${fileName(document)}`;
}

/** Whether the heading is about the response to any incident. */
export function isWorkflow({ title }: Section): boolean {
  return mentions(title, WORKFLOW_TOPICS) && !mentions(title, WORKFLOW_STOPS);
}

/** Whether what stands in the section is about one problem of several. */
export function isOfOneProblem(section: Section): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    if ((at === section || at.level > 1) && namesOneProblem(at)) return true;
    const { parent } = at;
    if (parent !== undefined && parent.level > 1 && mentions(parent.title, PROBLEM_COLLECTIONS))
      return true;
  }
  return false;
}

/** "Cache outage runbook", but not "Runbook: incident response". */
function namesOneProblem(section: Section): boolean {
  return namesOneRunbook(section) && !mentions(section.title, WORKFLOW_TOPICS);
}

/** "Phase 1" and those that count on from it, wherever they stand. */
function numberedPhases(document: PlaybookDocument): readonly (readonly Section[])[] {
  const runs: Named[][] = [];
  const lastOfLevel = new Map<number, { run: Named[]; number: number }>();
  for (const one of [...walkSections(document.root)].map(named)) {
    const { number, section } = one;
    if (number === undefined) continue;
    const last = lastOfLevel.get(section.level);
    const run = last !== undefined && number === last.number + 1 ? last.run : [];
    if (run.length === 0) runs.push(run);
    run.push(one);
    lastOfLevel.set(section.level, { run, number });
  }
  return runs.filter((run) => isOfIncidents(document, run)).map((run) => run.map(sectionOf));
}

/** Migrations and roll-outs have phases too. */
function isOfIncidents(document: PlaybookDocument, run: readonly Named[]): boolean {
  const parent = run[0]?.section.parent;
  if (run.length < 2 || parent === undefined || isOfOneProblem(parent)) return false;
  const staged = run.filter(({ isLoose }) => isLoose).length;
  return (
    isWorkflow(parent) ||
    mentions(documentName(document), INCIDENT_TOPICS) ||
    staged * 2 >= run.length
  );
}

/** The stages below each heading about the response, or below the severities that stand there. */
function workflowPhases(document: PlaybookDocument): readonly (readonly Section[])[] {
  return [...walkSections(document.root)].flatMap((section) => {
    if (isTop(section)) return [];
    const isWhole = isWorkflow(section) || isCounted(section);
    const isOfAll = isWhole && !isOfOneProblem(section);
    if (!isOfAll && !isItsProcedure(document, section)) return [];
    const own = stagesOf(section.children, { isAll: true });
    const ofSeverities = section.children
      .filter(({ title }) => namesOnlySeverity(title))
      .flatMap(({ children }) => stagesOf(children, { isAll: true }));
    return [own, ofSeverities]
      .map((stages) => stages.map(sectionOf))
      .filter((one) => one.length > 0);
  });
}

/** "Step-by-step procedure" in a document about the response. */
function isItsProcedure(document: PlaybookDocument, { title }: Section): boolean {
  return (
    mentions(title, STEPS_TITLES) &&
    wordsIn(title).length <= 4 &&
    mentions(documentName(document), GENERAL_INCIDENT_TOPICS)
  );
}

/** All that is below it is told by the minute: "T+0: …", "T+5 min: …". */
function isCounted({ children }: Section): boolean {
  return children.length >= 3 && children.every(({ title }) => readStageName(title).isCounted);
}

/**
 * The headings that name stages, two at least. Of headings that are numbered alike, all belong
 * together when most of them do (`isAll`), or all from the first to the last that does.
 */
function stagesOf(sections: readonly Section[], { isAll }: { isAll: boolean }): readonly Named[] {
  const all = sections.map(named);
  const numbered = all.filter((one) => one.isNumbered && (isAll || !one.isStep || areStages(all)));
  const isKnown = (one: Named): boolean => (one.isStep ? one.isPure : one.isLoose);
  const run = new Set(
    isAll
      ? numbered
      : numbered.slice(numbered.findIndex(isKnown), numbered.findLastIndex(isKnown) + 1),
  );
  const known = numbered.filter(isKnown).length;
  // The main headings of a document are numbered too, whatever they are about.
  const isTogether = known >= 2 && (isAll ? known * 2 >= run.size : known * 3 >= run.size * 2);
  const stages = all.filter(
    (one) => (isTogether && run.has(one) && !namesThing(one)) || (one.isPure && !one.isStep),
  );
  return stages.length < (isAll ? 2 : 1) || stages.length * OTHERS_MAX < all.length ? [] : stages;
}

/** "4. Roles" between stages says who is there; "Assign roles" is one of them. */
function namesThing({ section, isLoose, isStopped }: Named): boolean {
  const isShort = wordsIn(section.title).length <= THING_WORDS_MAX;
  return isStopped && !isLoose && isShort && !isInstruction(section.title);
}

const THING_WORDS_MAX = 4;

/** Steps that are nearly all called as stages are: "Step 1: Detect", "Step 2: Contain". */
function areStages(all: readonly Named[]): boolean {
  const steps = all.filter(({ isStep }) => isStep);
  const pure = steps.filter(({ isPure }) => isPure).length;
  return pure >= 3 && pure * 3 >= steps.length * 2;
}

/** Of so many headings two that read like stages are a coincidence. */
const OTHERS_MAX = 6;

/** The stages that are the main headings of a document about incidents. */
function topPhases(document: PlaybookDocument): readonly Named[] {
  const isAboutIncidents = mentions(documentName(document), GENERAL_INCIDENT_TOPICS);
  return [...walkSections(document.root)].filter(isTop).flatMap((section) => {
    if (isOfOneProblem(section)) return [];
    const stages = stagesOf(section.children, { isAll: false });
    const isTelling = (one: Named): boolean => !one.isTopic && !one.isAfterwards;
    // "4. Communication" before "5. Post-incident" is a stage as well.
    const isEnd = (one: Named): boolean => isTelling(one) || (one.isAfterwards && one.isNumbered);
    const chain = stages.slice(
      Math.max(0, stages.findIndex(isTelling)),
      stages.findLastIndex(isEnd) + 1,
    );
    const inChain = new Set(isAboutIncidents ? chain.map(sectionOf) : []);
    const all = section.children.map(named);
    const moments = all.filter(({ isMoment }) => isMoment);
    return all.filter(
      (one) =>
        one.isAfterwards ||
        (isAboutIncidents && one.isTimed) ||
        inChain.has(one.section) ||
        (one.isMoment && moments.length >= 2),
    );
  });
}

/** What is done afterwards may be told by when: "Within 24 hours", "Within a week"; not where it is ticked. */
function timedParts({ children }: Section): readonly Section[] | undefined {
  const timed = children.filter(({ title }) => readStageName(title).isTimed);
  return timed.length < 2 || timed.some(isTicked) ? undefined : timed;
}

function isTicked(section: Section): boolean {
  return labelledLists(section).some(hasTicks);
}

/** The document's title, or what stands above it. */
function isTop(section: Section): boolean {
  return section.level === 0 || (section.level === 1 && section.parent?.children.length === 1);
}

/** "P1 - Critical incidents", but not "P1 - Database down". */
function namesOnlySeverity(title: string): boolean {
  if (readSeverityMention(title, true) === undefined && severityKeysIn(title).length === 0)
    return false;
  return wordsIn(title).every(
    (word) =>
      /^(?:\p{L}{0,3}\d|\d)$/u.test(word) ||
      Object.hasOwn(SEVERITY_NAMES, word) ||
      SEVERITY_WORDS.has(word),
  );
}

const SEVERITY_WORDS: ReadonlySet<string> = new Set([...SEVERITY_NOUNS, ...RESPONSE_NOUNS]);

function named(section: Section): Named {
  return { ...readStageName(section.title), section };
}

function sectionOf({ section }: Named): Section {
  return section;
}
