/** Phases that have no headings: labels in bold, items of a list, or rows of a table. */

import type { List, Paragraph, RootContent, Table } from "mdast";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { labelOf, plainText, splitLabel } from "../markdown/plain-text.ts";
import { GENERAL_INCIDENT_TOPICS } from "../vocabulary.ts";
import { PHASE_COLUMNS } from "../words/phase-words.ts";
import { readTimeWindow } from "../words/read-duration.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import { documentName, isOfOneProblem, isWorkflow } from "./heading-phases.ts";
import type { PhaseMember } from "./phase-member.ts";
import { readStageName } from "./stage-name.ts";

/** The longest group of them, or none: what else is written so only sums them up. */
export function innerPhases(document: PlaybookDocument): readonly PhaseMember[] {
  const sections = [...walkSections(document.root)];
  const repeated = repeatedLabels(document, sections);
  const groups = sections.flatMap((section) =>
    groupsIn(document, section).filter(
      (members) => !members.some(({ written }) => repeated.has(written)),
    ),
  );
  let longest: readonly PhaseMember[] = [];
  for (const members of groups) if (members.length > longest.length) longest = members;
  return longest;
}

function groupsIn(
  document: PlaybookDocument,
  section: Section,
): readonly (readonly PhaseMember[])[] {
  if (isOfOneProblem(section)) return [];
  const isTold = isWorkflow(section);
  if (!isTold && !mentions(documentName(document), GENERAL_INCIDENT_TOPICS)) return [];
  const found = section.content.flatMap((node) => {
    if (node.type === "table") return [rowMembers(document, node)];
    return node.type === "list" && isTold ? [itemMembers(document, node)] : [];
  });
  const told = isTold ? [runInMembers(document, section)] : [];
  return [labelMembers(document, section), ...told, ...found].filter((members) =>
    areWorkflow(members, isTold),
  );
}

/** Where no heading says so, they have to say it themselves. */
function areWorkflow(members: readonly PhaseMember[], isTold: boolean): boolean {
  const names = members.map(({ written }) => readStageName(written));
  const isSaid = isTold || names.filter(({ number }) => number !== undefined).length >= 2;
  const areDifferent = new Set(members.map(({ written }) => written)).size === members.length;
  return (
    areDifferent &&
    (isSaid ? members.length >= 2 : members.length >= 3 && names.every(({ isPure }) => isPure))
  );
}

/** Labels that come again are the parts of several problems: "Investigation" of each of them. */
function repeatedLabels(
  document: PlaybookDocument,
  sections: readonly Section[],
): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const section of sections)
    for (const { written } of labelMembers(document, section))
      (once.has(written) ? again : once).add(written);
  return again;
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

/** "**Triage.** Look at the alert." in paragraphs of their own, each with what stands below it. */
function runInMembers(document: PlaybookDocument, section: Section): PhaseMember[] {
  const members: PhaseMember[] = [];
  let content: RootContent[] = [];
  for (const node of section.content) {
    const [first, second] = node.type === "paragraph" ? node.children : [];
    const label = first?.type === "strong" && second !== undefined ? plainText(first) : "";
    if (!readStageName(label).isPure) content.push(node);
    else {
      content = [node];
      const written = label.replace(/[\s.:–—-]+$/u, "");
      members.push({ document, written, line: lineOf(node), content });
    }
  }
  return members.length < 3 ? [] : members;
}

function isPhase(label: string): boolean {
  const { number, isLoose } = readStageName(label);
  return number !== undefined || isLoose;
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
    const label = split?.label ?? (text.split(/\s+/u).length <= 6 ? text : "");
    if (!isPhase(label)) return [];
    // "0-5 min: triage" is the triage.
    const isWindow = split !== undefined && readStageName(split.rest).isPure;
    const written = isWindow ? `${split.rest} (${label})` : label;
    const rest = isWindow ? "" : (split?.rest ?? "");
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
  // A column before it may count the rows.
  const name = titles
    .slice(0, 2)
    .findIndex((title) => beginsWith(title, PHASE_COLUMNS.name) !== undefined);
  if (name < 0) return [];
  const columnOf = (words: readonly string[]): number =>
    titles.findIndex((title, index) => index > name && beginsWith(title, words) !== undefined);
  const time = columnOf(PHASE_COLUMNS.time);
  const actions = columnOf(PHASE_COLUMNS.actions);
  return rows.flatMap((row) => {
    const cells = row.children.map(plainText);
    const written = cells[name] ?? "";
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
