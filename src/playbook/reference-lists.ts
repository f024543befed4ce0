/** Lists a responder needs at hand: required access, links, related documents. */

import type { Nodes } from "mdast";
import type { Link, Playbook } from "../domain/playbook.ts";
import { diagnostic } from "./diagnostic-codes.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "./document.ts";
import { type ListedItem, labelledLists } from "./labelled-lists.ts";
import { oneLine, plainText } from "./plain-text.ts";
import { spanOf } from "./source-texts.ts";
import { ACCESS_TITLE, ACCESS_TOPICS, LINK_TOPICS, RELATED_TOPICS } from "./vocabulary.ts";
import { mentions, spacedWords } from "./wording.ts";

export type ReferenceLists = Pick<Playbook, "access" | "links" | "related">;
type Related = Playbook["related"][number];

/** The lists of all documents, in the text's order. Reports a related document that is absent (`TOC401`). */
export function compileReferenceLists(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): ReferenceLists {
  const access: Playbook["access"][number][] = [];
  const links: Link[] = [];
  const related: Related[] = [];
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      if (isAccess(section.title)) access.push(...readAccess(document, section, context));
      else if (mentions(section.title, RELATED_TOPICS) || mentions(section.title, LINK_TOPICS)) {
        const found = readLinks(document, section, context);
        links.push(...found.links);
        related.push(...found.related);
      }
    }
  }
  return { access, links, related };
}

function isAccess(title: string): boolean {
  return mentions(title, ACCESS_TOPICS) || spacedWords(title).trim() === ACCESS_TITLE;
}

function readAccess(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): ReferenceLists["access"] {
  const { file } = document;
  return labelledLists(section).flatMap((list) => {
    context.understood(file, list.line, list.lastLine);
    return list.items.map(({ text, line, column }) => ({ text, source: { file, line, column } }));
  });
}

function readLinks(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Pick<ReferenceLists, "links" | "related"> {
  const { file } = document;
  const links: Link[] = [];
  const related: Related[] = [];
  for (const item of labelledLists(section).flatMap((list) => list.items.flatMap(withNested))) {
    const found = firstLink(item.node) ?? bareAddress(item);
    if (found === undefined) continue;
    const source = { file, line: item.line, column: item.column };
    const title = linkTitle(item, found);
    context.understood(file, item.line, item.items[0] === undefined ? item.lastLine : item.line);
    if (/^https?:\/\//iu.test(found.url)) links.push({ title, url: found.url, source });
    else {
      const path = resolvePath(file, found.url);
      if (path === undefined) continue;
      related.push({ path, title, source });
      reportAbsent(document, { path, written: found.url, item }, context);
    }
  }
  return { links, related };
}

function withNested(item: ListedItem): ListedItem[] {
  return [item, ...item.items.flatMap(withNested)];
}

interface FoundLink {
  readonly url: string;
  /** What the reader sees of it. */
  readonly text: string;
}

/** The first link of the item itself, not of the lists in it. */
function firstLink(node: Nodes): FoundLink | undefined {
  if (node.type === "link") return { url: node.url, text: plainText(node) };
  if (!("children" in node)) return undefined;
  for (const child of node.children) {
    const found = child.type === "list" ? undefined : firstLink(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An address written without any marks: "Wiki: https://wiki.example". */
function bareAddress({ text }: ListedItem): FoundLink | undefined {
  const url = /https?:\/\/[^\s<>()[\]"']+[^\s<>()[\]"'.,;:!?]/iu.exec(text)?.[0];
  return url === undefined ? undefined : { url, text: url };
}

/** The words of the link, or, where they only repeat its address, the words around it. */
function linkTitle(item: ListedItem, link: FoundLink): string {
  const isAddress = link.text === link.url || link.text === link.url.replace(/^https?:\/\//iu, "");
  if (link.text !== "" && !isAddress) return link.text;
  const around = oneLine(item.text.replace(link.text, " ")).replace(
    /^[\s.,;:–—-]+|[\s.,;:–—-]+$/gu,
    "",
  );
  return around === "" ? link.url : around;
}

/**
 * A relative address as a path from the playbook's folder; undefined for an anchor, a mail address, or
 * a place above that folder.
 */
function resolvePath(file: string, url: string): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|#|\/)/iu.test(url)) return undefined;
  const written = url.replace(/[?#].*$/u, "");
  const parts = file.split("/").slice(0, -1);
  for (const part of decoded(written).split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    // A lone percent sign is part of the name.
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** The file itself, the file that a site generator makes the page of, or a folder. */
function isPresent(path: string, presentFiles: ReadonlySet<string>): boolean {
  if (presentFiles.has(path) || presentFiles.has(`${path}.md`)) return true;
  return [...presentFiles].some((file) => file.startsWith(`${path}/`));
}

function reportAbsent(
  document: PlaybookDocument,
  { path, written, item }: { path: string; written: string; item: ListedItem },
  context: CompileContext,
): void {
  if (isPresent(path, context.presentFiles)) return;
  context.report(
    diagnostic(
      "TOC401",
      spanOf([document], { file: document.file, line: item.line, column: item.column }, written),
      `${path} is not beside the playbook`,
      "Put the document there, or take the link out: at night nobody can look it up.",
    ),
  );
}
