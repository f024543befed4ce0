/** Message templates: fences of Markdown or plain text, and quotations, under headings about communication. */

import type { RootContent } from "mdast";
import type { Phase, Template } from "../../domain/playbook.ts";
import { isTickedFence } from "../checklists/ticked-fence.ts";
import { type CodeFence, codeFences } from "../markdown/code-fences.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { labelOf, plainText } from "../markdown/plain-text.ts";
import { enclosingPhase } from "../phases/enclosing-phase.ts";
import {
  CHANNEL_PHRASES,
  CHAT_LABELS,
  COMMUNICATION_PHRASES,
  FIRST_NEWS,
  OTHER_TEMPLATES,
  POST_VERBS,
  REMARK_WORDS,
  TEMPLATE_PHRASES,
} from "../vocabulary.ts";
import { SUBJECT_LABELS } from "../words/message-words.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";
import { isPostmortemFence } from "./postmortem-source.ts";
import { channelOf, namesStatusPage, statesIn } from "./template-channel.ts";

/**
 * Every message template of the documents, in the text's order, with its body as written. A Markdown
 * fence counts below a heading (at any height) or a label about communication; an untagged or plain
 * text one directly under it, or anywhere below one about templates. Quotations below such headings are
 * one template. The postmortem's template is none.
 */
export function compileTemplates(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
  phases: readonly Phase[],
): readonly Template[] {
  const templates: Template[] = [];
  const unique = uniqueIds();
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      for (const fence of codeFences(document, section)) {
        if (!isMessage(section, fence) || isTickedFence(fence)) continue;
        if (isPostmortemFence(document, section, fence)) continue;
        const template = templateOf({ document, section, phases }, fence);
        templates.push({ ...template, id: unique(template.id) });
        context.understood(document.file, fence.fenceLine, fence.lastLine);
      }
      const quoted = quotedTemplate({ document, section, phases });
      if (quoted === undefined) continue;
      templates.push({ ...quoted.template, id: unique(quoted.template.id) });
      context.understood(document.file, quoted.firstLine, quoted.lastLine);
    }
  }
  return templates;
}

function isMessage(section: Section, fence: CodeFence): boolean {
  const near = `${fence.label ?? ""} / ${section.title}`;
  if (fence.value.trim() === "" || isKept(near, section)) return false;
  const above = [...listLabels(section, fence), ...titlesAbove(section)];
  if (isForChannel(fence) && isText(fence.value)) return TEXT_LANGUAGES.has(fence.lang);
  if (fence.lang === "markdown" || fence.lang === "md")
    return [near, ...above].some((text) => mentions(text, COMMUNICATION_PHRASES));
  if (!PLAIN_LANGUAGES.has(fence.lang)) return false;
  if (near.length < 100 && mentions(near, CHANNEL_PHRASES) && isProse(fence.value)) return true;
  return isBelowTemplates([near, ...above]) && isText(fence.value);
}

/** Something that is kept, and not sent as a first report is. */
function isKept(near: string, { parent }: Section): boolean {
  const isFirst = mentions(near, FIRST_NEWS) && isBelowTemplates([parent?.title ?? ""]);
  return mentions(near, OTHER_TEMPLATES) && !isFirst;
}

/** "**Message templates**:" directly above the label of a template speaks of all that follow. */
function listLabels({ content }: Section, { fenceLine }: CodeFence): readonly string[] {
  const labels = content.map((node) => (node.type === "paragraph" ? labelOf(node) : undefined));
  return content.flatMap((node, index) => {
    const label = labels[index];
    const isAbove = (node.position?.start.line ?? 0) < fenceLine;
    return isAbove && label !== undefined && labels[index + 1] !== undefined ? [label] : [];
  });
}

const PLAIN_LANGUAGES: ReadonlySet<string> = new Set(["", "text", "txt", "plaintext", "email"]);
const TEXT_LANGUAGES: ReadonlySet<string> = new Set([...PLAIN_LANGUAGES, "markdown", "md"]);

/** Below "Communication templates", or below "Communication" with "Template" for a label. */
function isBelowTemplates(texts: readonly string[]): boolean {
  return (
    texts.some((text) => mentions(text, TEMPLATE_PHRASES)) &&
    texts.some((text) => mentions(text, COMMUNICATION_PHRASES))
  );
}

/** Sentences; not a drawing, a command or its output. */
function isProse(text: string): boolean {
  if (/^[ \t]*[$#{[][ \t]*\S*$/mu.test(text) || !isText(text)) return false;
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  const signs = text.match(/[^\p{L}\p{N}\s.,:;!?'’"()*#[\]<>{}–—-]/gu)?.length ?? 0;
  return words >= 5 && signs * 3 < words;
}

/** Words, with no more drawing than a line across between them. */
function isText(text: string): boolean {
  const drawn = text.replace(/^[ \t]*[─━═]{3,}[ \t]*$/gmu, "");
  return !/[\u2500-\u259F]|^[ \t]*\$[ \t]/mu.test(drawn) && /\p{L}{3}/u.test(text);
}

const AUDIENCE_CHANNELS: ReadonlySet<string> = new Set(["internal", "external", "other"]);

interface Place {
  readonly document: PlaybookDocument;
  readonly section: Section;
  readonly phases: readonly Phase[];
}

const SUBJECT = new RegExp(`^[ \\t]*(?:\\*\\*)?(?:${anyOf(SUBJECT_LABELS)})[ \\t]*:`, "imu");

function templateOf({ document, section, phases }: Place, fence: CodeFence): Template {
  const label = isSentence(fence.label ?? "") ? undefined : fence.label;
  const title = label ?? section.title;
  const heading = /^[ \t]*#{1,6}[ \t]+(.*)$/mu.exec(fence.value)?.[1] ?? "";
  const above = titlesAbove(section);
  const texts = [label ?? "", section.title, heading, ...above];
  const channel = isForChannel(fence) ? "slack" : channelFor(texts, fence.value);
  const phase = enclosingPhase(document, section, phases);
  const inTitle = statesIn(title);
  const states =
    channel === "status-page" ? (inTitle.length > 0 ? inTitle : statesIn(fence.value)) : [];
  return {
    id: slug(title, "message"),
    title,
    ...(phase === undefined ? {} : { phase: phase.id }),
    channel,
    ...(states.length === 0 ? {} : { states }),
    body: fence.value,
    ...titleSourceOf({ document, section }, fence, label),
    source: { file: document.file, line: fence.fenceLine },
  };
}

/** Where the words stand that the message is called by: its label, which is directly above it, or the heading. */
function titleSourceOf(
  { document, section }: Pick<Place, "document" | "section">,
  { fenceLine }: CodeFence,
  label: string | undefined,
): Pick<Template, "titleSource"> {
  const { file, lines } = document;
  if (label === undefined)
    return section.level === 0 ? {} : { titleSource: { file, line: section.line } };
  const above = lastFilled(lines, fenceLine - 2);
  return { titleSource: { file, line: above + 1 } };
}

/** The last line up to that one (counted from 0) that is not empty. */
function lastFilled(lines: readonly string[], from: number): number {
  let index = from;
  while (index > 0 && (lines[index] ?? "").trim() === "") index -= 1;
  return index;
}

/** Whom a message is for says less of its way than a subject in it does. */
function channelFor(texts: readonly string[], body: string): string {
  const named = channelOf(texts);
  const hasSubject = SUBJECT.test(body);
  return hasSubject && AUDIENCE_CHANNELS.has(named) ? "email" : named;
}

/** "Post this in #bakery every evening:", "Post the news (in Slack)" above what is to be posted. */
function isForChannel({ label = "" }: CodeFence): boolean {
  const namesChannel = /(?:^|\s)#\p{L}[\p{L}\d_-]*/u.test(label) || mentions(label, CHAT_LABELS);
  return beginsWith(label, POST_VERBS) !== undefined && namesChannel;
}

/** "Post this below the news, and tell the desk of it:" asks for something; the heading names the message. */
function isSentence(label: string): boolean {
  return label.split(/\s+/u).length > LABEL_WORDS_MAX;
}

const LABEL_WORDS_MAX = 8;

/** All quotations of a section that asks for a message, but for remarks. */
function quotedTemplate(
  place: Place,
): { template: Template; firstLine: number; lastLine: number } | undefined {
  const { document, section, phases } = place;
  const above = titlesAbove(section);
  const isWanted =
    mentions(section.title, CHANNEL_PHRASES) || isBelowTemplates([section.title, ...above]);
  const isBelowMessages = above.some((text) => mentions(text, COMMUNICATION_PHRASES));
  if (section.level === 0 || !(isWanted || (isBelowMessages && isMessageTitle(section.title))))
    return undefined;
  const quotes = section.content.filter((node) => node.type === "blockquote" && !isRemark(node));
  const first = quotes[0]?.position?.start.line;
  const last = quotes.at(-1)?.position?.end.line;
  if (first === undefined || last === undefined) return undefined;
  const body = document.lines
    .slice(first - 1, last)
    .map((line) => line.replace(/^[ \t]*>[ ]?/u, ""))
    .join("\n");
  const around = section.content.map((node) => plainText(node)).join(" ");
  const channel = channelFor([section.title, ...above], body);
  const phase = enclosingPhase(document, section, phases);
  return {
    template: {
      id: slug(section.title, "message"),
      title: section.title,
      ...(phase === undefined ? {} : { phase: phase.id }),
      channel: namesStatusPage(around) && channel !== "email" ? "status-page" : channel,
      body,
      source: { file: document.file, line: section.line },
    },
    firstLine: first,
    lastLine: last,
  };
}

function isMessageTitle(title: string): boolean {
  return mentions(title, COMMUNICATION_PHRASES);
}

/** "> **Note**: …" speaks to the reader. */
function isRemark(node: RootContent): boolean {
  const text = plainText(node).replace(/^[^\p{L}]+/u, "");
  return beginsWith(text, REMARK_WORDS) !== undefined;
}

function titlesAbove(section: Section): readonly string[] {
  const titles: string[] = [];
  for (let at = section.parent; at !== undefined && at.level > 0; at = at.parent)
    titles.push(at.title);
  return titles;
}
