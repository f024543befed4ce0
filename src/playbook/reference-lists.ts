/** Lists a responder needs at hand: required access, links, related documents. */

import type { RootContent, TableRow } from "mdast";
import type { Link, Playbook, SourceRef } from "../domain/playbook.ts";
import { reportMissingAnchors } from "./link-anchors.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "./markdown/document.ts";
import {
  type LabelledList,
  type ListedItem,
  labelledLists,
  withNested,
} from "./markdown/labelled-lists.ts";
import { linksIn, type PlacedLink } from "./markdown/placed-links.ts";
import { oneLine, plainText } from "./markdown/plain-text.ts";
import { tableRows } from "./markdown/table-rows.ts";
import { type Related, relatedDocuments, relatedOfLink } from "./related-documents.ts";
import {
  ACCESS_LABEL_ENDS,
  ACCESS_TITLES,
  ACCESS_TOPICS,
  ACCESS_WORDS,
  DUTY_TOPICS,
  LINK_COLUMNS,
  LINK_TOPICS,
  PREREQUISITE_TOPICS,
  RELATED_TOPICS,
  TOOL_TOPICS,
} from "./vocabulary.ts";
import { mentions, spacedWords } from "./words/wording.ts";

export type ReferenceLists = Pick<Playbook, "access" | "links" | "related">;
type AccessItem = Playbook["access"][number];

/**
 * The lists of all documents, in the text's order. Reports a related document that is absent (`TOC401`) and
 * a link to a heading that is (`TOC404`).
 */
export function compileReferenceLists(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): ReferenceLists {
  const sections = documents.flatMap((document) =>
    [...walkSections(document.root)].map((section) => ({ document, section })),
  );
  reportMissingAnchors(documents, context);
  const found = sections.map(({ document, section }) => readLinks(document, section, context));
  return {
    access: sections.flatMap(({ document, section }) => readAccess(document, section, context)),
    links: found.flatMap(({ links }) => links),
    related: inOrder(
      [...relatedDocuments(documents, context), ...found.flatMap(({ related }) => related)],
      documents,
    ),
  };
}

/** In the text's order, each place once: with the words of the list where it stands in one. */
function inOrder(related: readonly Related[], documents: readonly PlaybookDocument[]): Related[] {
  const places = new Map(
    related.map((one) => [`${one.source.file}:${one.source.line}:${one.path}`, one]),
  );
  const order = new Map(documents.map(({ file }, index) => [file, index]));
  const rank = ({ file }: SourceRef): number => order.get(file) ?? 0;
  return [...places.values()].sort(
    (one, other) =>
      rank(one.source) - rank(other.source) ||
      one.source.line - other.source.line ||
      (one.source.column ?? 1) - (other.source.column ?? 1),
  );
}

function isAccess(title: string): boolean {
  return mentions(title, ACCESS_TOPICS) || ACCESS_TITLES.includes(spacedWords(title).trim());
}

/** "Check that the new one has access to:". */
function endsInAccess(label: string): boolean {
  const words = spacedWords(label);
  return ACCESS_LABEL_ENDS.some((end) => words.endsWith(` ${end} `));
}

/** Lists and tables under a heading or a label about access, and what asks for access elsewhere beforehand. */
function readAccess(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): readonly AccessItem[] {
  const { file } = document;
  const isAbout = isAccess(section.title);
  const isDuty = mentions(section.title, DUTY_TOPICS);
  const isBefore = mentions(section.title, PREREQUISITE_TOPICS);
  const items = labelledLists(section).flatMap((list): AccessItem[] => {
    const isAccessList =
      isAbout ||
      isAccess(list.label) ||
      endsInAccess(list.label) ||
      (isDuty && mentions(list.label, TOOL_TOPICS));
    if (!isAccessList && !isBefore) return [];
    const wanted = isAccessList
      ? list.items
      : list.items.filter(({ text }) => mentions(text, ACCESS_WORDS));
    if (isAccessList) context.understood(file, list.line, list.lastLine);
    else for (const { line, lastLine } of wanted) context.understood(file, line, lastLine);
    return wanted.map(({ text, line, column }) => ({ text, source: { file, line, column } }));
  });
  const rows = isAbout
    ? tableRows(document, section).flatMap((table): AccessItem[] => {
        context.understood(file, table.line, table.lastLine);
        return table.rows.flatMap(({ cells: [first] }) =>
          first === undefined || first.text === ""
            ? []
            : [{ text: first.text, source: { file, line: first.line, column: first.column } }],
        );
      })
    : [];
  return [...items, ...rows];
}

interface FoundLinks {
  readonly links: Link[];
  readonly related: Related[];
}

function readLinks(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): FoundLinks {
  const found: FoundLinks = { links: [], related: [] };
  const isAbout = isAboutLinks(section);
  for (const list of labelledLists(section)) {
    if (!isAbout && !isLinkTopic(list.label) && !isListOfLinks(document, list)) continue;
    for (const item of list.items.flatMap(withNested)) readItem(document, item, found, context);
  }
  for (const node of section.content) {
    if (node.type === "table") {
      const isNamed = plainTitles(node).some((title) => mentions(title, LINK_COLUMNS));
      for (const row of isAbout || isNamed ? node.children.slice(1) : [])
        readRow(document, row, found, context);
    } else if (isAbout && node.type === "paragraph") readParagraph(document, node, found, context);
  }
  return { links: withoutRepeats(found.links), related: found.related };
}

/** Labelled and nested lists are met twice. */
function withoutRepeats(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [`${link.source.line} ${link.url}`, link])).values()];
}

function isLinkTopic(title: string): boolean {
  return mentions(title, RELATED_TOPICS) || mentions(title, LINK_TOPICS);
}

/** The section's own heading, or one above it that is about links alone. */
function isAboutLinks(section: Section): boolean {
  return isLinkTopic(section.title) || isLinkTopic(section.parent?.title ?? "");
}

/** Each item begins with an address elsewhere: no words before it but a mark or an anchor. */
function isListOfLinks(document: PlaybookDocument, list: LabelledList): boolean {
  return (
    list.items.length >= LIST_LENGTH_MIN &&
    list.items.every((item) => {
      const [link] = linksOfItem(document, item);
      return link !== undefined && isElsewhere(link.url) && item.text.startsWith(link.text);
    })
  );
}

const LIST_LENGTH_MIN = 2;

function isElsewhere(url: string): boolean {
  return /^https?:\/\//iu.test(url);
}

/** Of the item itself, not of the lists in it. */
function linksOfItem(document: PlaybookDocument, { node }: ListedItem): readonly PlacedLink[] {
  return linksIn(
    document,
    node.children.filter(({ type }) => type !== "list"),
  ).filter(({ isMention }) => !isMention);
}

function readItem(
  document: PlaybookDocument,
  item: ListedItem,
  found: FoundLinks,
  context: CompileContext,
): void {
  const [first, ...others] = linksOfItem(document, item);
  if (first === undefined) return;
  const { file } = document;
  const source = { file, line: item.line, column: item.column };
  context.understood(file, item.line, item.items[0] === undefined ? item.lastLine : item.line);
  const title = linkTitle(item.text, first);
  addLink(document, { ...first, ...source }, title, found);
  for (const link of others) addLink(document, link, link.text, found);
}

function readRow(
  document: PlaybookDocument,
  row: TableRow,
  found: FoundLinks,
  context: CompileContext,
): void {
  const links = linksIn(document, row.children).filter(({ isMention }) => !isMention);
  const name = row.children[0] === undefined ? "" : plainText(row.children[0]);
  for (const link of links) {
    addLink(document, link, linkTitle(name, link), found);
    context.understood(document.file, link.line, link.line);
  }
}

/** "**Wiki**: https://wiki.example", a line each. */
function readParagraph(
  document: PlaybookDocument,
  paragraph: RootContent,
  found: FoundLinks,
  context: CompileContext,
): void {
  const lines = plainText(paragraph) === "" ? [] : linksIn(document, [paragraph]);
  for (const link of lines.filter(({ isMention }) => !isMention)) {
    const written = document.lines[link.line - 1] ?? "";
    const label = /^[^:]{1,60}:/u.exec(written.replace(/[*_]/gu, ""))?.[0];
    const isLabelled = label !== undefined && !/https?:$/iu.test(label);
    const title = link.text === link.url && isLabelled ? label.slice(0, -1).trim() : link.text;
    addLink(document, link, title, found);
    context.understood(document.file, link.line, link.line);
  }
}

function addLink(
  document: PlaybookDocument,
  link: PlacedLink,
  title: string,
  { links, related }: FoundLinks,
): void {
  const { url, line, column } = link;
  if (isElsewhere(url)) {
    links.push({ title, url, source: { file: document.file, line, column } });
    return;
  }
  const other = relatedOfLink(document, link, title);
  if (other !== undefined) related.push(other);
}

function plainTitles(table: Extract<RootContent, { type: "table" }>): readonly string[] {
  return (table.children[0]?.children ?? []).map((cell) => plainText(cell));
}

/** The words of the link, or, where they only repeat its address, the words around it. */
function linkTitle(around: string, link: PlacedLink): string {
  const isAddress = link.text === link.url || link.text === link.url.replace(/^https?:\/\//iu, "");
  if (link.text !== "" && !isAddress) return link.text;
  const rest = oneLine(around.replace(link.text, " ")).replace(/^[\s.,;:–—-]+|[\s.,;:–—-]+$/gu, "");
  return rest === "" ? link.url : rest;
}
