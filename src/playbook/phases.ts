/** The phases an incident goes through, with their windows of time. */

import type { Phase, PhaseItem } from "../domain/playbook.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "./document.ts";
import { labelledLines, type TextLine } from "./labelled-lines.ts";
import { labelledLists } from "./labelled-lists.ts";
import { readTimeWindow } from "./read-duration.ts";
import { slug, uniqueIds } from "./slug.ts";
import { PHASE_LISTS, PHASE_NAMES, PHASE_WORDS, WORKFLOW_TOPICS } from "./vocabulary.ts";
import { LETTERS_AND_DIGITS } from "./word-characters.ts";
import { anyOf, beginsWith, mentions } from "./wording.ts";

/**
 * The phases of the one group of headings that is most likely the incident's workflow: headings
 * "Phase 1: …", or known names of phases below a heading about the workflow. Other groups (the stages of
 * a migration, say) stay text. Phases without a window have neither start nor end.
 */
export function compilePhases(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Phase[] {
  const groups = documents.flatMap(phaseGroups);
  let best: PhaseGroup | undefined;
  for (const group of groups) if (best === undefined || group.score > best.score) best = group;
  if (best === undefined) return [];
  const unique = uniqueIds();
  const { document } = best;
  return best.members.map(({ section, title, number }) => {
    const id = unique(slug(title, `phase-${number}`));
    return { id, title, ...readPhase(document, section, context) };
  });
}

interface PhaseMember {
  readonly section: Section;
  readonly title: string;
  readonly number: number;
}

interface PhaseGroup {
  readonly document: PlaybookDocument;
  readonly members: readonly PhaseMember[];
  readonly score: number;
}

const NUMBERED = new RegExp(
  `^[^${LETTERS_AND_DIGITS}]*(?:${anyOf(PHASE_WORDS)})\\s*(?:\\d+|[ivx]+)(?![${LETTERS_AND_DIGITS}])\\s*`,
  "iu",
);

function phaseGroups(document: PlaybookDocument): PhaseGroup[] {
  return [...walkSections(document.root)].flatMap((parent) => {
    const isWorkflow = mentions(parent.title, WORKFLOW_TOPICS);
    const numbered = parent.children.filter(({ title }) => NUMBERED.test(title));
    const named = isWorkflow ? parent.children.filter(({ title }) => hasPhaseName(title)) : [];
    const sections = numbered.length >= 2 ? numbered : named;
    if (sections.length < 2) return [];
    const windows = sections.filter(({ title }) => readTimeWindow(title) !== undefined).length;
    const members = sections.map((section, index) => ({
      section,
      title: phaseTitle(section.title),
      number: index + 1,
    }));
    // The heading above says most, then windows, then the word "phase".
    const score = (isWorkflow ? 100 : 0) + windows * 10 + numbered.length;
    return [{ document, members, score }];
  });
}

function hasPhaseName(title: string): boolean {
  const bare = title.replace(/^[\s\d.)#:–—-]+/u, "");
  return beginsWith(bare, PHASE_NAMES) !== undefined && bare.split(/\s+/u).length <= 6;
}

/** "Phase 1: Detection (0-5 minutes)" is called "Detection". */
function phaseTitle(title: string): string {
  const bare = title
    .replace(/\([^()]*\)|\[[^[\]]*\]/gu, (piece) => (isWindow(piece) ? " " : piece))
    .replace(NUMBERED, "")
    .replace(/^[\s\d.)#:–—-]+|[\s:–—-]+$/gu, "")
    .replace(/\s+/gu, " ");
  return bare === "" ? title : bare;
}

function isWindow(piece: string): boolean {
  return readTimeWindow(piece.slice(1, -1)) !== undefined;
}

type ListField = keyof typeof PHASE_LISTS;

function readPhase(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Omit<Phase, "id" | "title"> {
  const { file } = document;
  const found: Record<ListField, PhaseItem[]> = { sources: [], actions: [], objectives: [] };
  const add = (field: ListField, lines: readonly TextLine[]): void => {
    for (const { text, line, column } of lines)
      if (text !== "") found[field].push({ text, source: { file, line, column } });
  };
  context.understood(file, section.line, section.line);
  const lists = listsOf(section);
  const hasActions = lists.some(({ label }) => fieldOf(label) === "actions");
  for (const list of lists) {
    // A numbered list without a label is what there is to do.
    const isPlainSteps = list.label === "" && list.ordered && !hasActions;
    const field = fieldOf(list.label) ?? (isPlainSteps ? "actions" : undefined);
    if (field === undefined || list.items.some(({ checked }) => checked !== undefined)) continue;
    add(field, list.items);
    context.understood(file, list.line, list.lastLine);
  }
  for (const line of labelledLines({ content: paragraphsOf(section) })) {
    const field = fieldOf(line.label);
    if (field === undefined || line.value === "") continue;
    add(field, [{ ...line, text: line.value }]);
    context.understood(file, line.line, line.line);
  }
  const window = readTimeWindow(section.title);
  return { ...window, ...found, source: { file, line: section.line } };
}

function paragraphsOf(section: Section): Section["content"] {
  return section.content.filter(({ type }) => type === "paragraph");
}

/** The phase's own lists, and those under a sub-heading that is such a label ("#### Actions"). */
function listsOf(section: Section): ReturnType<typeof labelledLists> {
  const below = section.children
    .filter(({ title }) => fieldOf(title) !== undefined)
    .flatMap((child) => labelledLists(child).map((list) => ({ ...list, label: child.title })));
  return [...labelledLists(section), ...below];
}

function fieldOf(label: string): ListField | undefined {
  const fields = Object.entries(PHASE_LISTS) as [ListField, readonly string[]][];
  return fields.find(([, phrases]) => beginsWith(label, phrases) !== undefined)?.[0];
}
