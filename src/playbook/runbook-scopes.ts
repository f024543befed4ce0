/** Which parts of a document are runbooks. */

import type { Code, Nodes } from "mdast";
import type { Phase } from "../domain/playbook.ts";
import { fencesIn } from "./code-fences.ts";
import { type PlaybookDocument, type Section, walkSections } from "./document.ts";
import { phaseAt } from "./enclosing-phase.ts";
import { labelOf } from "./plain-text.ts";
import { namesPostmortem } from "./postmortem-words.ts";
import { codeLines } from "./runbook-fence.ts";
import { isShellFence, readFence } from "./shell/fence.ts";
import { isNamedStep, readStepMarker } from "./step-marker.ts";
import { mentions } from "./wording.ts";

export interface RunbookScope {
  readonly section: Section;
  readonly title: string;
  /** Where the title stands. */
  readonly line: number;
  /** With everything under it; otherwise only the commands that stand directly in it. */
  readonly isWhole: boolean;
  /** The title is the first comment of a fence. */
  readonly isComment: boolean;
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
    if (!isApart && isRunbook(document, section)) return [wholeScope(document, section)];
    if (!isApart && section.level > 1 && hasCommands) {
      const isOverview = section.children.length === 0 && mentions(section.title, GENERIC_TITLES);
      return [isOverview ? ownScope(document, section, phases) : wholeScope(document, section)];
    }
    const own = hasCommands ? [ownScope(document, section, phases)] : [];
    return [...own, ...section.children.flatMap(visit)];
  };
  return visit(document.root);
}

/** Phases with all they stand under, and what collects runbooks: never one runbook with what is in them. */
function sectionsApart(document: PlaybookDocument, phases: readonly Phase[]): ReadonlySet<Section> {
  const apart = new Set<Section>();
  for (const section of walkSections(document.root)) {
    const isPhase = phaseAt(document, section, phases) !== undefined;
    const isApart = isPhase || isCollection(section.title);
    if (isApart) apart.add(section);
    else if (!isNamedRunbook(section)) continue;
    for (let at = section.parent; at !== undefined && !apart.has(at); at = at.parent) apart.add(at);
  }
  return apart;
}

function isRunbook(document: PlaybookDocument, section: Section): boolean {
  if (namesPostmortem(section.title)) return false;
  return isNamedRunbook(section) || isAlertPage(section) || hasSteps(document, section);
}

const RUNBOOK_PREFIX = /^(?:runbook|playbook|procedure|sop)\s*[:–—-]\s*\S/iu;
const RUNBOOK_PHRASES = ["runbooks", "playbooks"];
const POSTMORTEM_PHRASES = ["timeline", "action items", "lessons*"];
const COLLECTION_PHRASES = ["runbooks", "playbooks", "procedures", "scenarios"];

function isNamedRunbook(section: Section): boolean {
  if (section.level === 0 || isCollection(section.title)) return false;
  // "Runbooks", "Our alert runbooks"; not "Incident response, contacts and runbooks", which holds other things too.
  const above = section.parent?.title.split(/\s+/u) ?? [];
  const isBelowRunbooks = above.length <= 3 && mentions(above.join(" "), RUNBOOK_PHRASES);
  return RUNBOOK_PREFIX.test(section.title) || isBelowRunbooks;
}

function isCollection(title: string): boolean {
  return mentions(title, COLLECTION_PHRASES) && !RUNBOOK_PREFIX.test(title);
}

const DIAGNOSIS_TITLE =
  /^(?:diagnos(?:is|tics?|e)|investigat(?:e|ion)|troubleshoot(?:ing)?|triage|debug(?:ging)?|how to (?:diagnose|investigate|debug))$/iu;
const MITIGATION_TITLE =
  /^(?:mitigations?|mitigate|remediat(?:e|ion)|resolutions?|resolve|recover(?:y)?|fix(?:es)?|solutions?|workarounds?|contain(?:ment)?|eradicat(?:e|ion)|recommended actions?|what to do|how to (?:fix|resolve|mitigate))$/iu;
const MEANING_TITLE =
  /^(?:meaning|impact|symptoms?|summary|overview|description|alert description|causes?|root causes?|possible causes?)$/iu;

/** A page about one alert: what it means, how to look, what to do, each under its own heading or label. */
function isAlertPage(section: Section): boolean {
  const titles = [...section.children.map(({ title }) => title), ...boldLabels(section)].map(
    (title) =>
      title
        .replace(/^\d+[.)]\s*/u, "")
        .replace(/\s+(?:steps?|procedures?|actions?)$/iu, "")
        .trim(),
  );
  const looks = titles.some((title) => DIAGNOSIS_TITLE.test(title));
  const acts = titles.some((title) => MITIGATION_TITLE.test(title));
  const means = titles.some((title) => MEANING_TITLE.test(title));
  // Postmortems have an Impact and a Resolution too; they also have a timeline.
  if (titles.some((title) => mentions(title, POSTMORTEM_PHRASES))) return false;
  if (section.level === 0 && section.children.some(({ level }) => level === 1))
    return looks && means;
  return (looks && acts) || ((looks || acts) && means);
}

function boldLabels(section: Section): string[] {
  return section.content.flatMap((node) => {
    if (node.type !== "paragraph" || node.children[0]?.type !== "strong") return [];
    return labelOf(node) ?? [];
  });
}

/** Parts called "Step 1", "Option B"; or numbered parts of which one holds commands. */
function hasSteps(document: PlaybookDocument, section: Section): boolean {
  const { children } = section;
  if (children.filter(({ title }) => isNamedStep(title)).length >= 2) return true;
  if (section.level < 2) return false;
  const numbered = children.filter(({ title }) => readStepMarker(title).kind === "numbered");
  if (numbered.length < 2 || numbered.length < children.length / 2) return false;
  return numbered.some(({ content }) => content.some((node) => containsShell(document, node)));
}

function wholeScope(document: PlaybookDocument, section: Section): RunbookScope {
  const title = section.title.replace(
    /^(?:runbook|playbook|procedure|sop|issue|alert|problem)\s*[:–—-]\s*(?=\S)/iu,
    "",
  );
  return {
    section,
    title: title === "" ? fileTitle(document) : title,
    line: section.line,
    isWhole: true,
    isComment: false,
  };
}

const GENERIC_TITLES = ["overview", "introduction", "summary", "getting started"];

/** Commands under a phase or another general heading are called by the words directly above them. */
function ownScope(
  document: PlaybookDocument,
  section: Section,
  phases: readonly Phase[],
): RunbookScope {
  const base = { section, isWhole: false, isComment: false };
  const isGeneral =
    section.title === "" ||
    isCollection(section.title) ||
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
  if (before?.type === "paragraph") {
    const title = labelOf(before);
    const line = before.position?.start.line ?? section.line;
    if (title !== undefined) return { title, line, isComment: false };
  }
  if (node?.type !== "code") return undefined;
  const code = codeLines(document, node);
  const [first] = readFence(code.value, code.lang);
  if (first?.kind !== "comment" || readStepMarker(first.text).kind !== "plain") return undefined;
  return { title: first.text, line: code.line + first.line, isComment: true };
}

function fileTitle(document: PlaybookDocument): string {
  const name = document.file.split("/").at(-1) ?? document.file;
  const words = name.replace(/\.[^.]+$/u, "").replace(/[-_]+/gu, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function containsShell(document: PlaybookDocument, node: Nodes): boolean {
  if (node.type === "code") return isShellCode(document, node);
  if (!("children" in node) || node.type === "paragraph") return false;
  return node.children.some((child) => containsShell(document, child));
}

function isShellCode(document: PlaybookDocument, node: Code): boolean {
  const isFence = fencesIn([node], document.text).length > 0;
  return isShellFence(node.value, isFence ? (node.lang ?? "") : "");
}
