/** Which parts of a document are runbooks. */

import type { Phase } from "../../domain/playbook.ts";
import {
  fileName,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { labelOf } from "../markdown/plain-text.ts";
import { enclosingPhase, phaseAt } from "../phases/enclosing-phase.ts";
import { readFence } from "../shell/fence.ts";
import {
  DROPPED_PREFIXES,
  GENERIC_TITLES,
  STEPS_TITLES,
  TOPIC_PHRASES,
} from "../vocabulary/runbooks.ts";
import { SEVERITY_TOPICS, TEMPLATE_PHRASES } from "../vocabulary.ts";
import { AFTERWARDS, STAGES } from "../words/phase-words.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import {
  COLLECTION_PHRASES,
  OTHER_PHRASES,
  PROBLEM_COLLECTIONS,
} from "../words/procedure-words.ts";
import { readSeverityMention, severityKeysIn } from "../words/severity-id.ts";
import { isNamedStep, readStepMarker } from "../words/step-marker.ts";
import { anyOf, beginsWith, mentions, wordsIn } from "../words/wording.ts";
import { isAlertPage } from "./alert-page.ts";
import { asksForCommands, containsShell } from "./contains-shell.ts";
import { numbersGoOn } from "./continued-numbers.ts";
import { isProcess, isProcessOfWays, tellsCases, tellsConditions } from "./process-sections.ts";
import { codeLines } from "./runbook-fence.ts";
import { areCases } from "./runbook-paragraph.ts";
import { hasRunbookPrefix, namesOneRunbook, namesWholeProcess } from "./runbook-title.ts";
import { namesFault, tellsTrouble, topicOf } from "./runbook-words.ts";

export interface RunbookScope {
  readonly section: Section;
  readonly title: string;
  /** Where the title stands. */
  readonly line: number;
  /** With everything under it; otherwise only the commands that stand directly in it. */
  readonly isWhole: boolean;
  /** Its own lists and sentences count too, not only its commands. */
  readonly isProcess: boolean;
  /** The title is the first comment of a fence. */
  readonly isComment: boolean;
  /** Below a phase: its numbered steps, each a part of the one runbook. */
  readonly steps?: readonly ScopeStep[];
}

export interface ScopeStep {
  readonly section: Section;
  /** Its lists and sentences count too; what words alone ask for is the phase's own. */
  readonly isProcess: boolean;
}

/**
 * The runbooks of a document, in the text's order. A whole section is one when it is an alert page
 * (Meaning, Diagnosis, Mitigation), when it is called a runbook, when its parts are numbered steps, or
 * when commands stand in it. Of a phase, a collection of runbooks, and the top of a document only the
 * commands directly in it are one.
 */
export function runbookScopes(
  document: PlaybookDocument,
  phases: readonly Phase[],
): readonly RunbookScope[] {
  const apart = sectionsApart(document, phases);
  const visit = (section: Section): RunbookScope[] => {
    const isApart = apart.has(section);
    const hasCommands = section.content.some((node) => containsShell(document, node));
    const isWhole = isApart ? offersWays(section) : isRunbook(document, section);
    if (isWhole) return [wholeScope(document, section)];
    if (!isApart && section.level > 1 && hasCommands) {
      const isOverview = section.children.length === 0 && mentions(section.title, GENERIC_TITLES);
      return [isOverview ? ownScope(document, section, phases) : wholeScope(document, section)];
    }
    const isSteps = !isApart && !holdsPhases(document, section, phases);
    // What the words of a phase ask for is the phase's own.
    const isOfPhase = enclosingPhase(document, section, phases) !== undefined;
    const tells = isOfPhase ? isProcessOfWays : isProcess;
    const isOwn =
      hasCommands ||
      (!mentions(section.title, OTHER_PHRASES) && section.content.some(asksForCommands)) ||
      tellsCases(section) ||
      tellsConditions(section) ||
      (isSteps && tells(document, section));
    const isPhase = phaseAt(document, section, phases) !== undefined;
    const numbered = isPhase ? numberedSteps(section, apart) : [];
    const others = section.children.filter((child) => !numbered.includes(child));
    const steps = numbered.map((step) => ({ section: step, isProcess: visit(step).length > 0 }));
    const isHeld = steps.some((step) => step.isProcess);
    const own = isOwn && !isHeld ? [ownScope(document, section, phases)] : [];
    const ofSteps = isHeld ? [stepsScope(section, steps)] : [];
    return [...own, ...ofSteps, ...others.flatMap(visit)];
  };
  return visit(document.root);
}

/** Parts of a phase called "Step 3.1", "Step 3.2"; a phase of its own is none of them. */
function numberedSteps({ children }: Section, apart: ReadonlySet<Section>): readonly Section[] {
  const steps = children.filter((child) => isNamedStep(child.title) && !apart.has(child));
  return steps.length < 2 ? [] : steps;
}

/** The steps of a phase are one procedure, called as the phase is; with the commands before the first. */
function stepsScope(section: Section, steps: readonly ScopeStep[]): RunbookScope {
  const { title, line } = section;
  return { section, title, line, isWhole: false, isProcess: false, isComment: false, steps };
}

/** Whether phases are labels, items or rows of the section itself: what they ask for is theirs. */
function holdsPhases(
  document: PlaybookDocument,
  { content }: Section,
  phases: readonly Phase[],
): boolean {
  const first = content[0]?.position?.start.line ?? 0;
  const last = content.at(-1)?.position?.end.line ?? 0;
  return phases.some(
    ({ source }) => source.file === document.file && source.line >= first && source.line <= last,
  );
}

/** Phases with all they stand under, and what collects runbooks: never one runbook with what is in them. */
function sectionsApart(document: PlaybookDocument, phases: readonly Phase[]): ReadonlySet<Section> {
  const apart = new Set<Section>();
  for (const section of walkSections(document.root)) {
    const isPhase = phaseAt(document, section, phases) !== undefined;
    const isApart = isPhase || (isCollection(section) && !isPartOfRunbook(section));
    if (isApart) apart.add(section);
    else if (!isNamedRunbook(section)) continue;
    for (let at = section.parent; at !== undefined && !apart.has(at); at = at.parent) apart.add(at);
  }
  return apart;
}

function isRunbook(document: PlaybookDocument, section: Section): boolean {
  if (namesPostmortem(section.title)) return false;
  return (
    isNamedRunbook(section) ||
    (isAlertPage(section) && !definesSeverity(section)) ||
    hasSteps(document, section) ||
    hasStepsHeading(section) ||
    hasStages(document, section) ||
    (section.level >= 2 && numbersGoOn(section)) ||
    isProblem(document, section)
  );
}

/** "SEV2: high" below "Severity levels": its impact and its response are the level's. */
function definesSeverity({ title, parent }: Section): boolean {
  return (
    parent !== undefined &&
    mentions(parent.title, SEVERITY_TOPICS) &&
    readSeverityMention(title, true) !== undefined
  );
}

/** The heading of a problem above one that says only that its steps follow. */
function hasStepsHeading({ level, children }: Section): boolean {
  return level >= 2 && children.some(({ title }) => STEPS_ONLY.test(title));
}

/** Below the heading stand only the parts of one procedure: "Symptoms", "Immediate actions", "Recovery steps". */
function hasStages(document: PlaybookDocument, { level, title, children }: Section): boolean {
  if (level < 2 || severityKeysIn(title).length > 0) return false;
  // Of a problem also whom to tell, and what is done when it is over.
  const others = children.filter((child) => topicOf(child.title) === undefined);
  const areBeside = others.every((child) => mentions(child.title, BESIDE_STAGES));
  if (others.length > 0 && !(areBeside && tellsTrouble(title))) return false;
  // "Steps for the porter", "Steps for the cook" are each somebody's own.
  const starts = new Set(children.map((child) => wordsIn(child.title)[0]));
  if (children.length > 1 && starts.size === 1) return false;
  return children.some(
    (child) => mentions(child.title, TOPIC_PHRASES.plainSteps) && isProcess(document, child),
  );
}

const BESIDE_STAGES: readonly string[] = [...STAGES.communication, ...AFTERWARDS];

/** The heading says what is wrong, those below it how to look or what to do, and one of them with commands. */
function isProblem(document: PlaybookDocument, section: Section): boolean {
  const { title, level, children } = section;
  if (level < 2 || !namesFault(title)) return false;
  if (children.some((child) => topicOf(child.title) === undefined)) return false;
  return children.some((child) =>
    [...walkSections(child)].some(({ content }) =>
      content.some((node) => containsShell(document, node)),
    ),
  );
}

const STEPS_ONLY = new RegExp(`^(?:${anyOf(STEPS_TITLES)})\\P{L}*$`, "iu");

/** Below "Runbook: pump room flooded" the "Recovery procedures" are its own, beside its "Symptoms". */
function isPartOfRunbook(section: Section): boolean {
  const { parent } = section;
  return (
    parent !== undefined &&
    hasRunbookPrefix(parent.title) &&
    isAlertPage(parent) &&
    !isCollection(parent)
  );
}

function isNamedRunbook(section: Section): boolean {
  if (section.level === 0 || isCollection(section) || isPartOfRunbook(section)) return false;
  // "Runbooks", "Our alert runbooks"; not "Incident response, contacts and runbooks", which holds other things too.
  const above = section.parent?.title ?? "";
  if (section.parent !== undefined && isPartOfRunbook(section.parent)) return false;
  const isBelowRunbooks =
    beginsWith(above, PROBLEM_COLLECTIONS) !== undefined ||
    (above.split(/\s+/u).length <= 3 && mentions(above, PROBLEM_COLLECTIONS));
  return namesOneRunbook(section) || isBelowRunbooks;
}

/** By its title, where there is something below it to collect: "Runbooks", "Runbook: incident response". */
function isCollection({ title, children }: Section): boolean {
  if (children.length === 0) return false;
  if (hasRunbookPrefix(title)) return children.length > 1 && namesWholeProcess(title);
  return mentions(title, COLLECTION_PHRASES) || mentions(title, PROBLEM_COLLECTIONS);
}

/** "Option A", "Option B": also under a phase they belong together. */
function offersWays({ level, children }: Section): boolean {
  const areWays = children.every(({ title }) => readStepMarker(title).kind === "alternative");
  return level > 0 && children.length >= 2 && areWays;
}

/** Parts called "Step 1", "Option B"; or numbered parts of which one holds commands. */
function hasSteps(document: PlaybookDocument, section: Section): boolean {
  const { children } = section;
  if (offersTexts(document, section)) return false;
  if (children.filter(({ title }) => isNamedStep(title)).length >= 2) return true;
  if (section.level < 2) return false;
  // "4.1 Tank empty" is a problem with a number, and no step.
  const numbered = children.filter(
    (child) =>
      readStepMarker(child.title).kind === "numbered" &&
      !isAlertPage(child) &&
      (!namesFault(child.title) || topicOf(child.title) !== undefined),
  );
  if (numbered.length < 2 || numbered.length < children.length / 2) return false;
  return numbered.some(({ content }) => content.some((node) => containsShell(document, node)));
}

/** "Option 1: short notice" below "Templates" is a text to choose, where it holds no command. */
function offersTexts(document: PlaybookDocument, section: Section): boolean {
  const titles: string[] = [];
  for (let at: Section | undefined = section; at !== undefined; at = at.parent)
    titles.push(at.title);
  if (!titles.some((title) => mentions(title, TEMPLATE_PHRASES))) return false;
  return ![...walkSections(section)].some(({ content }) =>
    content.some((node) => containsShell(document, node)),
  );
}

function wholeScope(document: PlaybookDocument, section: Section): RunbookScope {
  const title = section.title.replace(PREFIX, "");
  return {
    section,
    title: title === "" ? fileTitle(document) : title,
    line: section.line,
    isWhole: true,
    isProcess: true,
    isComment: false,
  };
}

const PREFIX = new RegExp(`^(?:${anyOf(DROPPED_PREFIXES)})\\s*[:–—-]\\s*(?=\\S)`, "iu");

/** Commands under a phase or another general heading are called by the words directly above them. */
function ownScope(
  document: PlaybookDocument,
  section: Section,
  phases: readonly Phase[],
): RunbookScope {
  const base = {
    section,
    isWhole: false,
    isProcess:
      tellsConditions(section) ||
      (phaseAt(document, section, phases) === undefined &&
        !holdsPhases(document, section, phases) &&
        isProcess(document, section)),
    isComment: false,
  };
  const isGeneral =
    section.title === "" ||
    isCollection(section) ||
    mentions(section.title, GENERIC_TITLES) ||
    phaseAt(document, section, phases) !== undefined;
  const words = isGeneral ? wordsAboveCommands(document, section) : undefined;
  if (words !== undefined) return { ...base, ...words };
  const title = section.title === "" ? fileTitle(document) : section.title;
  return { ...base, title, line: section.line };
}

/** The label directly above the first commands, or the comment they begin with. */
function wordsAboveCommands(
  document: PlaybookDocument,
  section: Section,
): { title: string; line: number; isComment: boolean } | undefined {
  const index = section.content.findIndex((node) => containsShell(document, node));
  const node = section.content[index];
  const before = section.content[index - 1];
  // Nor is "The pump is off:" beside "The tank is empty:".
  if (areCases(section.content)) return undefined;
  if (before?.type === "paragraph") {
    const title = labelOf(before);
    const line = before.position?.start.line ?? section.line;
    // "If the pump is cold:" is no name of a procedure.
    if (title !== undefined && readStepMarker(`${title}:`).kind === "branch") return undefined;
    if (title !== undefined) return { title, line, isComment: false };
  }
  if (node?.type !== "code") return undefined;
  const code = codeLines(document, node);
  const [first, second] = readFence(code.value, code.lang);
  if (first?.kind !== "comment" || second?.kind !== "command") return undefined;
  if (readStepMarker(first.text).kind !== "plain") return undefined;
  return { title: first.text, line: code.line + first.line, isComment: true };
}

function fileTitle(document: PlaybookDocument): string {
  const words = fileName(document)
    .replace(/\.[^.]+$/u, "")
    .replace(/[-_]+/gu, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
