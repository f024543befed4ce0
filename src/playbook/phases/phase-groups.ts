/** Where the phases of an incident stand: as headings, labels, items of a list, or rows of a table. */

import type { List, Paragraph, RootContent, Table } from "mdast";
import {
  fileName,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { labelOf, plainText, splitLabel } from "../markdown/plain-text.ts";
import { namesOneRunbook } from "../runbooks/runbook-title.ts";
import {
  GENERAL_INCIDENT_TOPICS,
  PHASE_COLUMNS,
  PHASE_TIMES,
  WORKFLOW_TOPICS,
} from "../vocabulary.ts";
import { readTimeWindow } from "../words/read-duration.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import {
  isNumberedPhase,
  isNumberedTitle,
  isPurelyPhase,
  namesPhase,
  type PhaseMember,
} from "./phase-member.ts";

export interface PhaseGroup {
  readonly members: readonly PhaseMember[];
  /** How likely it is the incident's own workflow. */
  readonly score: number;
}

/** Every group of the documents that may be the phases of an incident, in the text's order. */
export function phaseGroups(documents: readonly PlaybookDocument[]): readonly PhaseGroup[] {
  return [
    ...documents.flatMap((document) =>
      [...walkSections(document.root)].flatMap((section) => [
        ...headingGroup(document, section),
        ...innerGroups(document, section),
      ]),
    ),
    ...topGroup(documents),
  ];
}

/** The headings below one: numbered "Phase 1", or named as phases where the heading above is about incidents. */
function headingGroup(document: PlaybookDocument, parent: Section): readonly PhaseGroup[] {
  const { children } = parent;
  const isWorkflow = mentions(parent.title, WORKFLOW_TOPICS);
  const numbered = children.filter(({ title }) => isNumberedPhase(title));
  const named = namesOneRunbook(parent.title)
    ? []
    : isWorkflow
      ? namedAmong(children, namesPhase)
      : namedAmong(isAboutIncidents(document, parent) ? children : [], isPurelyPhase);
  const sections = numbered.length >= 2 ? numbered : named;
  const areTimes = sections.every(({ title }) => beginsWith(title, PHASE_TIMES) !== undefined);
  // What is done after an incident often is the only phase that has a heading of its own.
  const isAfter = sections.some(({ title }) => beginsWith(title, ["post incident"]) !== undefined);
  const least = isAfter ? 1 : numbered.length >= 2 || isWorkflow || areTimes ? 2 : 3;
  if (sections.length < least) return [];
  return [
    groupOf(
      sections.map((section) => headingMember(document, section)),
      isWorkflow,
    ),
  ];
}

/** Of headings that are numbered alike, all belong together when most of them are known names. */
function namedAmong(
  sections: readonly Section[],
  isNamed: (title: string) => boolean,
): readonly Section[] {
  const named = sections.filter(({ title }) => isNamed(title) || isWindow(title));
  const numbered = sections.filter(({ title }) => isNumberedTitle(title));
  const known = numbered.filter((section) => named.includes(section)).length;
  if (known < 2 || known * 2 < numbered.length) return named;
  const isKnown = (section: Section): boolean => named.includes(section);
  return numbered.slice(numbered.findIndex(isKnown), numbered.findLastIndex(isKnown) + 1);
}

/** "First 15 minutes", and nothing else. */
function isWindow(title: string): boolean {
  return readTimeWindow(title) !== undefined && title.split(/\s+/u).length <= 5;
}

/** The document's only highest heading, or what stands above it, in a document about incidents. */
function isAboutIncidents(document: PlaybookDocument, parent: Section): boolean {
  const isTop = parent.level === 0 || (parent.level === 1 && parent.parent?.children.length === 1);
  return isTop && mentions(documentName(document), GENERAL_INCIDENT_TOPICS);
}

/** What the document calls itself: by its first heading, and by its file. */
function documentName(document: PlaybookDocument): string {
  return `${document.root.children[0]?.title ?? ""} ${fileName(document)}`;
}

/** Phases that are the highest headings, of one document or of several. */
function topGroup(documents: readonly PlaybookDocument[]): readonly PhaseGroup[] {
  const members = documents.flatMap((document) =>
    document.root.children
      .filter(({ level, title }) => level === 1 && isPurelyPhase(title))
      .map((section) => headingMember(document, section)),
  );
  return members.length < 3 ? [] : [groupOf(members, false)];
}

function headingMember(document: PlaybookDocument, section: Section): PhaseMember {
  return {
    document,
    written: section.title,
    line: section.line,
    content: section.content,
    section,
  };
}

function groupOf(members: readonly PhaseMember[], isWorkflow: boolean): PhaseGroup {
  const windows = members.filter(
    ({ written, windowText }) => readTimeWindow(`${written} ${windowText ?? ""}`) !== undefined,
  ).length;
  const numbered = members.filter(({ written }) => isNumberedPhase(written)).length;
  // The heading above says most, then windows, then the word "phase".
  return {
    members,
    score: (isWorkflow ? 100 : 0) + windows * 10 + numbered + members.length / 100,
  };
}

/** Phases within a section that is about the workflow: labels in bold, items of one list, rows of a table. */
function innerGroups(document: PlaybookDocument, section: Section): readonly PhaseGroup[] {
  const isWorkflow = mentions(section.title, WORKFLOW_TOPICS);
  const found = [labelMembers(document, section)];
  for (const node of section.content) {
    if (node.type === "table") found.push(rowMembers(document, node));
    else if (node.type === "list" && isWorkflow) found.push(itemMembers(document, node));
  }
  return found.flatMap((members) => {
    const numbered = members.filter(({ written }) => isNumberedPhase(written)).length;
    const least = isWorkflow || numbered >= 2 ? 2 : 3;
    if (members.length < least) return [];
    if (namesOneRunbook(section.title)) return [];
    // Elsewhere labels of several problems are alike: "Verification steps" for each of them.
    if (!isWorkflow && numbered < 2 && !members.every(({ written }) => isPlainPhase(written)))
      return [];
    if (new Set(members.map(({ written }) => written)).size < members.length) return [];
    if (!isWorkflow && !mentions(documentName(document), GENERAL_INCIDENT_TOPICS)) return [];
    const { score } = groupOf(members, isWorkflow);
    // Of a heading and a mere label with the same words the heading is meant.
    return [{ members, score: score - 5 }];
  });
}

function labelMembers(document: PlaybookDocument, section: Section): PhaseMember[] {
  const members: PhaseMember[] = [];
  let content: RootContent[] = [];
  for (const node of section.content) {
    const label = node.type === "paragraph" ? boldLabel(node) : undefined;
    if (label === undefined) content.push(node);
    else {
      content = [];
      if (isPhase(label)) members.push({ document, written: label, line: lineOf(node), content });
    }
  }
  return members;
}

function isPlainPhase(label: string): boolean {
  return isPurelyPhase(label) || isWindow(label);
}

function isPhase(label: string): boolean {
  return isNumberedPhase(label) || namesPhase(label) || isWindow(label);
}

/** "**Phase 1: Triage** (0-5 min):" on a line of its own. */
function boldLabel(node: Paragraph): string | undefined {
  if (node.children[0]?.type !== "strong") return undefined;
  const text = plainText(node);
  if (text.length > 100) return undefined;
  return labelOf(node) ?? (/^[^()]*\([^()]*\)$/u.test(text) ? text : undefined);
}

/** "1. **Triage** (0-5 min): look at the alert". */
function itemMembers(document: PlaybookDocument, list: List): PhaseMember[] {
  const members = list.children.flatMap((item) => {
    const [first, ...content] = item.children;
    if (first?.type !== "paragraph") return [];
    const text = plainText(first);
    const split = splitLabel(text) ?? splitDash(text);
    const written = split?.label ?? (text.split(/\s+/u).length <= 6 ? text : "");
    if (!isPhase(written)) return [];
    const rest = split?.rest ?? "";
    return [{ document, written, line: lineOf(item), content, beside: rest === "" ? [] : [rest] }];
  });
  // What is one line each is a list of steps.
  const wide = members.filter(
    ({ content, written }) => content.length > 0 || readTimeWindow(written) !== undefined,
  );
  const isPhases = wide.length * 2 >= members.length;
  return isPhases && members.length * 3 >= list.children.length * 2 ? members : [];
}

function splitDash(text: string): { label: string; rest: string } | undefined {
  const match = /^([^–—]{1,60}?)\s+[–—-]\s+(\S.*)$/su.exec(text);
  return match === null ? undefined : { label: match[1] ?? "", rest: match[2] ?? "" };
}

/** Rows of a table whose first column is called "Phase". */
function rowMembers(document: PlaybookDocument, table: Table): PhaseMember[] {
  const [head, ...rows] = table.children;
  const titles = head?.children.map(plainText) ?? [];
  if (beginsWith(titles[0] ?? "", PHASE_COLUMNS.name) === undefined) return [];
  const columnOf = (words: readonly string[]): number =>
    titles.findIndex((title, index) => index > 0 && beginsWith(title, words) !== undefined);
  const time = columnOf(PHASE_COLUMNS.time);
  const actions = columnOf(PHASE_COLUMNS.actions);
  return rows.flatMap((row) => {
    const cells = row.children.map(plainText);
    const written = cells[0] ?? "";
    if (written === "") return [];
    const beside = actions < 0 ? "" : (cells[actions] ?? "");
    return [
      {
        document,
        written,
        line: lineOf(row),
        content: [],
        ...(time < 0 ? {} : { windowText: cells[time] ?? "" }),
        beside: beside === "" ? [] : [beside],
      },
    ];
  });
}

function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1;
}
