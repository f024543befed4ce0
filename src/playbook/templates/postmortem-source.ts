/** Where a playbook keeps its postmortem template: in a fence, a section, or a file of its own. */

import { type CodeFence, codeFences } from "../markdown/code-fences.ts";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { readDocument } from "../markdown/read-document.ts";
import { INCIDENT_NOUNS } from "../vocabulary/postmortems.ts";
import { TEMPLATE_PHRASES } from "../vocabulary.ts";
import { namesPostmortem, postmortemHeadings } from "../words/postmortem-words.ts";
import { mentions } from "../words/wording.ts";
import { sectionLabels } from "./postmortem-labels.ts";

export interface PostmortemSource {
  /** The document the template's headings stand in: the fence's own, where it is one. */
  readonly document: PlaybookDocument;
  readonly root: Section;
  /** What to add to a line of `document` for the line in the file. */
  readonly lineOffset: number;
  /** In the file, fence lines included. */
  readonly line: number;
  readonly lastLine: number;
}

interface Candidate {
  readonly document: PlaybookDocument;
  readonly line: number;
  readonly lastLine: number;
  readonly points: number;
  /** The section it is; a fence is read only when it is the best of all. */
  readonly from: Section | CodeFence;
}

/** A template asks for at least this many of the usual things; without its name, for more. */
const HEADINGS_MIN = 2;
const HEADINGS_MIN_UNNAMED = 4;

/** The best candidate of all documents: what is called a template first, then the one with the most of the usual headings. */
export function findPostmortemSource(
  documents: readonly PlaybookDocument[],
): PostmortemSource | undefined {
  let best: Candidate | undefined;
  for (const candidate of documents.flatMap((document) => candidatesIn(document)))
    if (best === undefined || candidate.points > best.points) best = candidate;
  if (best === undefined) return undefined;
  const { document, from, line, lastLine } = best;
  if ("content" in from) return { document, root: from, lineOffset: 0, line, lastLine };
  const inner = readDocument(document.file, from.value, { report: () => undefined });
  return { document: inner, root: inner.root, lineOffset: from.line - 1, line, lastLine };
}

function candidatesIn(document: PlaybookDocument): Candidate[] {
  const found = [...walkSections(document.root)].flatMap((section) => [
    ...sectionCandidates(document, section),
    ...fenceCandidates(document, section),
  ]);
  // They come in the text's order, so what holds another (a section with a fence) is directly before it.
  return found.filter(({ lastLine }, index) => {
    const next = found[index + 1];
    return next === undefined || next.lastLine > lastLine;
  });
}

/** Whether a fence holds the template of a postmortem, so that nothing else may take it. */
export function isPostmortemFence(
  document: PlaybookDocument,
  section: Section,
  fence: CodeFence,
): boolean {
  return fenceCandidate(document, section, fence) !== undefined;
}

const TEXT_LANGUAGES: ReadonlySet<string> = new Set([
  "",
  "markdown",
  "md",
  "text",
  "txt",
  "plaintext",
]);

function fenceCandidates(document: PlaybookDocument, section: Section): Candidate[] {
  return codeFences(document, section)
    .map((fence) => fenceCandidate(document, section, fence))
    .filter((candidate) => candidate !== undefined);
}

function fenceCandidate(
  document: PlaybookDocument,
  section: Section,
  fence: CodeFence,
): Candidate | undefined {
  if (!TEXT_LANGUAGES.has(fence.lang)) return undefined;
  const headings = [...fence.value.matchAll(/^#{1,6}[ \t]+(.*)$/gmu)].map(
    ([, title]) => title ?? "",
  );
  const nameOf = (first: string): string =>
    `${section.title} / ${fence.label ?? ""} / ${headings[0] ?? first}`;
  const bold = [...fence.value.matchAll(BOLD_START)].map(([, label]) => label ?? "");
  // Any message has labels; those of what is called a postmortem are what it asks for.
  const plain = namesPostmortem(nameOf(""))
    ? [...fence.value.matchAll(LABEL_START)].map(([, label]) => label ?? "")
    : [];
  const titles = headings.length > 1 ? headings : [...headings, ...bold, ...plain];
  const name = nameOf(titles[0] ?? "");
  const points = pointsOf(name, titles);
  if (points === undefined) return undefined;
  return { document, from: fence, line: fence.fenceLine, lastLine: fence.lastLine, points };
}

/** A line that begins in bold, perhaps as the item of a list. */
const BOLD_START = /^[ \t]*(?:\d{1,3}[.)][ \t]+|[-*][ \t]+)?\*\*([^*\n]{1,80})\*\*/gmu;
/** "- Root cause: …". */
const LABEL_START = /^[ \t]*[-*][ \t]+([^*:\n]{1,40}):/gmu;

function sectionCandidates(document: PlaybookDocument, section: Section): Candidate[] {
  const isFile = section.level === 0;
  const name = isFile
    ? `${document.file} / ${section.children[0]?.level === 1 ? section.children[0].title : ""}`
    : section.title;
  // Below the top only a name makes a template: many sections have a Summary and an Impact.
  if (!namesPostmortem(name) && !isFile) return [];
  const parts = [...walkSections(section)];
  const headings = parts.slice(1).map(({ title }) => title);
  // What is done for a postmortem is told in lists as well; only a template asks by its labels.
  const hasLabels = headings.length === 0 && mentions(name, TEMPLATE_PHRASES);
  const asked = hasLabels ? sectionLabels(document, section).map(({ text }) => text) : headings;
  const points = pointsOf(name, asked);
  if (points === undefined || !isMostlyAsked(name, asked)) return [];
  const last = parts.at(-1);
  const lastLine = last?.content.at(-1)?.position?.end.line ?? last?.line ?? section.line;
  return [{ document, from: section, line: section.line, lastLine, points }];
}

/**
 * A text about postmortems, or about incidents altogether, has some of the headings among others; what
 * is no more than a template has little else.
 */
function isMostlyAsked(name: string, headings: readonly string[]): boolean {
  if (mentions(name, TEMPLATE_PHRASES)) return true;
  const asked = headings.filter((heading) => postmortemHeadings([heading]) > 0).length;
  return asked * 3 >= headings.length;
}

function pointsOf(name: string, titles: readonly string[]): number | undefined {
  const headings = postmortemHeadings(titles);
  const isIncidentTemplate =
    mentions(name, INCIDENT_NOUNS) &&
    mentions(name, TEMPLATE_PHRASES) &&
    headings >= HEADINGS_MIN + 1;
  const named = namesPostmortem(name) || isIncidentTemplate;
  if (headings < (named ? HEADINGS_MIN : HEADINGS_MIN_UNNAMED)) return undefined;
  const called = named && mentions(name, TEMPLATE_PHRASES) ? 100 : 0;
  return called + (named ? 20 : 0) + headings;
}
