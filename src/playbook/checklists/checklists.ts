/** Checklists: YAML fences, task lists, fences of boxes, and tables with a column to tick. */

import type { Checklist, Phase } from "../../domain/playbook.ts";
import { codeFences } from "../markdown/code-fences.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { enclosingPhase } from "../phases/enclosing-phase.ts";
import { CHECKLIST_TOPICS, TEMPLATE_PHRASES, TO_DO_TOPICS } from "../vocabulary.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { mentions } from "../words/wording.ts";
import { tableGroups } from "./table-checklist.ts";
import { taskListGroups } from "./task-list-checklist.ts";
import { fencedGroups } from "./ticked-fence.ts";
import { type ChecklistGroup, yamlChecklistGroups } from "./yaml-checklist.ts";

const CHECKLIST_WORDS = [...CHECKLIST_TOPICS, ...TO_DO_TOPICS];

/**
 * Every checklist of the documents, in the text's order. A fence of YAML counts when its label or
 * heading calls it a checklist, or when it has the plain shape of one inside a phase: any other YAML
 * is a configuration. Task lists of one section are the groups of one checklist; under a heading that
 * says "checklist", those of its sub-sections are too.
 */
export function compileChecklists(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
  phases: readonly Phase[],
): readonly Checklist[] {
  const checklists: Checklist[] = [];
  const unique = uniqueIds();
  for (const document of documents) {
    const taken = new Set<Section>();
    for (const section of walkSections(document.root)) {
      const phase = enclosingPhase(document, section, phases);
      const found = [
        ...yamlChecklists(document, section, { context, inPhase: phase !== undefined }),
        ...tickedChecklist(document, section, { context, taken }),
      ];
      for (const checklist of found) {
        const id = unique(checklist.id);
        checklists.push({ ...checklist, id, ...(phase === undefined ? {} : { phase: phase.id }) });
      }
    }
  }
  return checklists;
}

function yamlChecklists(
  document: PlaybookDocument,
  section: Section,
  options: { context: CompileContext; inPhase: boolean },
): Checklist[] {
  const { context, inPhase } = options;
  return codeFences(document, section).flatMap((fence) => {
    if (fence.lang !== "yaml" && fence.lang !== "yml") return [];
    const title = fence.label ?? section.title;
    const isNamed = mentions(`${fence.label ?? ""} ${section.title}`, CHECKLIST_WORDS);
    if (!isNamed && !inPhase) return [];
    const groups = yamlChecklistGroups(document.file, fence, isNamed);
    if (groups === undefined || groups.length === 0) return [];
    context.understood(document.file, labelLine(document, fence), fence.lastLine);
    const isTitled = fence.label === undefined && mentions(section.title, CHECKLIST_WORDS);
    const source = { file: document.file, line: isTitled ? section.line : fence.fenceLine };
    return [{ id: slug(title, "checklist"), title, groups, source }];
  });
}

/** The line of a fence's label, which stands directly before it; the fence's own without one. */
function labelLine(
  document: PlaybookDocument,
  fence: { fenceLine: number; label?: string },
): number {
  if (fence.label === undefined) return fence.fenceLine;
  let line = fence.fenceLine - 1;
  while (line > 1 && (document.lines[line - 1] ?? "").trim() === "") line -= 1;
  return line;
}

/** Where some things have boxes, what has none is told and not ticked. */
function haveBoxes(document: PlaybookDocument, parts: readonly Section[]): boolean {
  return parts.some((part) => taskListGroups(document, part, false).length > 0);
}

/** What is to be filled in once something has happened is not ticked before. */
function isOfPostmortemTemplate(section: Section): boolean {
  const { title, parent } = section;
  if (namesPostmortem(title) && mentions(title, TEMPLATE_PHRASES)) return true;
  return parent !== undefined && isOfPostmortemTemplate(parent);
}

/** Task lists, fences of boxes and tables of the section as one checklist, or none. */
function tickedChecklist(
  document: PlaybookDocument,
  section: Section,
  options: { context: CompileContext; taken: Set<Section> },
): Checklist[] {
  const { context, taken } = options;
  if (taken.has(section) || isOfPostmortemTemplate(section)) return [];
  const groups: ChecklistGroup[] = [];
  const unique = uniqueIds();
  const isNamed = mentions(section.title, CHECKLIST_WORDS);
  // A title says what the document is; what stands below other headings is called by those.
  const isWhole = isNamed && (section.level > 1 || section.children.length === 0);
  const parts = isWhole ? [...walkSections(section)] : [section];
  const isTable = mentions(section.title, CHECKLIST_TOPICS);
  const isList = isTable && !haveBoxes(document, parts);
  for (const part of parts) {
    taken.add(part);
    for (const found of [
      ...taskListGroups(document, part, isList),
      ...fencedGroups(document, part),
      ...tableGroups(document, part, isTable),
    ]) {
      const { lastLine, ...group } = found;
      // A group that another heading names begins there.
      const line = part !== section && group.title === part.title ? part.line : group.source.line;
      groups.push({ ...group, id: unique(group.id), source: { ...group.source, line } });
      context.understood(document.file, group.source.line, lastLine);
    }
  }
  const [first] = groups;
  if (first === undefined) return [];
  const title = section.title === "" ? first.title || "Checklist" : section.title;
  const source = {
    file: document.file,
    line: section.level === 0 ? first.source.line : section.line,
  };
  return [{ id: slug(title, "checklist"), title, groups, source }];
}
