/** The playbook's own postmortem template: its headings and what they ask for, without its sample values. */

import type { PostmortemSection, PostmortemTemplate } from "../../domain/playbook.ts";
import type { CompileContext, PlaybookDocument, Section } from "../markdown/document.ts";
import { GENERIC_WORDS } from "../vocabulary/postmortems.ts";
import { postmortemDueAfter } from "./postmortem-due.ts";
import { sectionLabels } from "./postmortem-labels.ts";
import { headerLabels, holdsSample, shapeOf } from "./postmortem-shape.ts";
import { findPostmortemSource, type PostmortemSource } from "./postmortem-source.ts";

/** Without a template there are no sections; the deadline may be known all the same. */
export function compilePostmortemTemplate(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): PostmortemTemplate {
  const dueAfter = postmortemDueAfter(documents);
  const due = dueAfter === undefined ? {} : { dueAfter };
  const found = findPostmortemSource(documents);
  if (found === undefined) return { ...due, header: [], sections: [] };
  context.understood(found.document.file, found.line, found.lastLine);
  const top = topSection(found);
  const isTitled = top.level === 1 || top !== found.root;
  const title = isTitled ? titleWithBlank(top.title) : undefined;
  const titleLine = top === found.root ? undefined : top.line + found.lineOffset;
  const headed = top.children.flatMap((section) => sectionsOf(found, section));
  const sections = headed.length === 0 ? labelSections(found, top) : headed;
  return {
    ...due,
    ...(title === undefined ? {} : { title }),
    ...(titleLine === undefined
      ? {}
      : { titleSource: { file: found.document.file, line: titleLine, level: top.level } }),
    header: headed.length === 0 ? [] : headerLabels(found.document, top),
    sections,
    source: { file: found.document.file, line: found.line },
  };
}

/** The section whose children are the template's: its title's, where it begins with the only one of its level. */
function topSection({ root }: PostmortemSource): Section {
  const [first, ...others] = root.children;
  const isTitle = first !== undefined && others.length === 0 && first.children.length > 0;
  return isTitle ? first : root;
}

function sectionsOf(template: PostmortemSource, section: Section): PostmortemSection[] {
  const { document, lineOffset } = template;
  const title = titleWithoutSample(section.title);
  const parts = section.children.flatMap((child) => sectionsOf(template, child));
  if (title === undefined) return parts;
  const source = { file: document.file, line: section.line + lineOffset };
  const base = { title, level: section.level, source };
  const own = shapeOf(document, section);
  const hasPlainParts =
    section.children.length > 0 &&
    (own.shape === "text" || own.shape === "list") &&
    section.children.every((child) => isPlain(document, child));
  if (!hasPlainParts) return [{ ...base, ...own }, ...parts];
  return [
    {
      ...base,
      shape: "groups",
      labels: parts.map((part) => part.title),
      parts: parts.map(({ title: words, level, source: place }) => ({
        title: words,
        level,
        source: place,
      })),
    },
  ];
}

/** A template without headings asks by labels: each is a section, one level below what they stand in. */
function labelSections(
  { document, lineOffset }: PostmortemSource,
  top: Section,
): PostmortemSection[] {
  return sectionLabels(document, top).flatMap(({ text, line }) => {
    const title = titleWithoutSample(text);
    if (title === undefined) return [];
    const source = { file: document.file, line: line + lineOffset };
    return [{ title, level: top.level + 1, shape: "text", labels: [], source }];
  });
}

function isPlain(document: PlaybookDocument, section: Section): boolean {
  const { shape } = shapeOf(document, section);
  return section.children.length === 0 && (shape === "text" || shape === "list");
}

/** "Timeline (14:30 to 15:00)" as "Timeline"; undefined for a heading that is only a sample. */
function titleWithoutSample(title: string): string | undefined {
  if (!holdsSample(title)) return title;
  const start = title.split(/[:：(]|\s[-–—]\s/u, 1)[0]?.trim() ?? "";
  return start === "" || holdsSample(start) ? undefined : start;
}

const BLANKS = /\[[^[\]]*\]|<[^<>]*>|\{\{[^{}]*\}\}|_{3,}/gu;

/**
 * The document's title with its blank. Where the template shows a sample instead ("Postmortem: the mail
 * was late"), a blank takes its place; a title that names something of its own is left out.
 */
function titleWithBlank(title: string): string | undefined {
  if (isGeneric(title.replace(BLANKS, " "))) return title;
  const name = /^([^:：]+)[:：]/u.exec(title)?.[1]?.trim();
  return name !== undefined && isGeneric(name) ? `${name}: [Title]` : undefined;
}

function isGeneric(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => GENERIC_WORDS.has(word));
}
