/** Other documents of the same set that a playbook refers to, in lists of them and in running text. */

import type { Playbook } from "../domain/playbook.ts";
import { diagnostic } from "./diagnostic-codes.ts";
import type { CompileContext, PlaybookDocument } from "./markdown/document.ts";
import { linksIn, type PlacedLink } from "./markdown/placed-links.ts";
import { spanOf } from "./markdown/source-texts.ts";

export type Related = Playbook["related"][number];

/** Files that are read; a script or a picture linked in a sentence is no document. */
const DOCUMENT_NAME = /\.(?:md|mdx|markdown|html?|txt|rst|adoc|pdf|docx?)$/iu;
const FILE_EXTENSION = /\.[a-z\d]{1,8}$/iu;

/**
 * Every document that a document refers to by a relative path, where it is first spoken of. Reports
 * one that is linked and absent (`TOC401`).
 */
export function relatedDocuments(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Related[] {
  return documents.flatMap((document) => {
    const known = new Set([document.file]);
    return linksIn(document, document.tree.children).flatMap((link): Related[] => {
      const path = relatedPath(document.file, link, context.presentFiles);
      if (path === undefined || known.has(path)) return [];
      if (!DOCUMENT_NAME.test(path) && FILE_EXTENSION.test(path)) return [];
      known.add(path);
      reportAbsent(document, { path, link }, context);
      return [relatedOf(document, path, link)];
    });
  });
}

/** A link in a list of links as a related document; undefined for one that leads elsewhere. */
export function relatedOfLink(
  document: PlaybookDocument,
  link: PlacedLink,
  title: string,
): Related | undefined {
  const path = relatedPath(document.file, link, new Set());
  return path === undefined ? undefined : { ...relatedOf(document, path, link), title };
}

function relatedOf({ file }: PlaybookDocument, path: string, link: PlacedLink): Related {
  const title = link.text === "" ? path : link.text;
  return { path, title, source: { file, line: link.line, column: link.column } };
}

/**
 * The path from the playbook's folder; undefined for an address, an anchor, or a mail address. A path
 * above that folder begins with "..".
 */
export function relatedPath(
  file: string,
  link: Pick<PlacedLink, "url" | "isMention">,
  presentFiles: ReadonlySet<string>,
): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|#|\/\/)/iu.test(link.url)) return undefined;
  const written = decoded(link.url.replace(/[?#].*$/u, ""));
  const folder = file.split("/").slice(0, -1);
  const besides = joined(written.startsWith("/") ? [] : folder, written);
  // Text that only names a file often counts from the top of a repository.
  const isFromTop = link.isMention && /^[^.].*\//u.test(written);
  const path = isFromTop && !presentFiles.has(besides) ? joined([], written) : besides;
  return path === "" || /(?:^|\/)\.\.$/u.test(path) ? undefined : path;
}

function joined(folder: readonly string[], written: string): string {
  const parts = [...folder];
  for (const part of written.split("/")) {
    if (part === "..") {
      if (parts.length === 0 || parts.at(-1) === "..") parts.push(part);
      else parts.pop();
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

export function decoded(path: string): string {
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

/** What only names a file, or lies above the folder, cannot be looked for. */
function reportAbsent(
  document: PlaybookDocument,
  { path, link }: { path: string; link: PlacedLink },
  context: CompileContext,
): void {
  const canBeKnown = !link.isMention && !path.startsWith("../") && !link.url.startsWith("/");
  if (!canBeKnown || isPresent(path, context.presentFiles)) return;
  const source = { file: document.file, line: link.line, column: link.column };
  context.report(
    diagnostic(
      "TOC401",
      spanOf([document], source, link.url),
      `this link leads to ${path}, and there is no such file`,
      "Correct the link or add the document: at night nobody can look it up.",
    ),
  );
}
