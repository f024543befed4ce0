/** Links to headings, within a document and from one of the set to another. */

import { diagnostic } from "./diagnostic-codes.ts";
import { type CompileContext, type PlaybookDocument, walkSections } from "./markdown/document.ts";
import { linksIn } from "./markdown/placed-links.ts";
import { spanOf } from "./markdown/source-texts.ts";
import { decoded, relatedPath } from "./related-documents.ts";
import { closestName, foldName } from "./words/closest-name.ts";

/** Addresses of the page itself, of a line of it, of some of its text, and of a footnote. */
const NO_HEADING = /^(?:top|L\d+.*|:~:.*|fn.*|user-content-.*)?$/iu;
/** Anchors that are written into the text: `<a name="x">`, `<h2 id="x">`, `## Title {#x}`. */
const WRITTEN_ANCHOR =
  /<[a-z][^<>]{0,200}?\s(?:id|name)\s*=\s*["']?([^"'\s<>]{1,200})|\{#([^{}\s]{1,200})\}/giu;

/**
 * Reports `TOC404` for every link to a heading that its document does not have, once for each address.
 * Sites make anchors of headings in many ways; letters and digits are what they all keep.
 */
export function reportMissingAnchors(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): void {
  const known = new Map(documents.map((one) => [one, anchorsOf(one)]));
  for (const document of documents) {
    const reported = new Set<string>();
    for (const link of linksIn(document, document.tree.children)) {
      const anchor = /^[^#]*#(.*)$/su.exec(link.url)?.[1] ?? "";
      const target = NO_HEADING.test(anchor) ? undefined : targetOf(link.url, document, documents);
      const anchors = target === undefined ? undefined : known.get(target);
      if (target === undefined || anchors === undefined || reported.has(link.url)) continue;
      if (isAmong(anchors, anchor)) continue;
      // Sets that are printed as one document link to headings of each other as to their own.
      if (target === document && [...known.values()].some((one) => isAmong(one, anchor))) continue;
      reported.add(link.url);
      const meant = closestName(anchor, anchors.titles);
      const where = target === document ? "here" : `in ${target.file}`;
      context.report(
        diagnostic(
          "TOC404",
          spanOf(
            [document],
            { file: document.file, line: link.line, column: link.column },
            link.url,
          ),
          `this link leads to the heading "#${anchor}", and there is none of that name ${where}`,
          meant === undefined
            ? "Correct the link, or give the heading that is meant this name."
            : `Did you mean the heading "${meant}"?`,
        ),
      );
    }
  }
}

interface Anchors {
  readonly titles: readonly string[];
  readonly keys: ReadonlySet<string>;
}

function anchorsOf({ root, text }: PlaybookDocument): Anchors {
  const titles = [...walkSections(root)].map(({ title }) => title).filter((title) => title !== "");
  const written = [...text.matchAll(WRITTEN_ANCHOR)].map(([, id, own]) => id ?? own ?? "");
  return { titles, keys: new Set([...titles, ...written].map(keyOf)) };
}

/** A second heading of one name has a number behind it. */
function isAmong({ keys }: Anchors, anchor: string): boolean {
  const key = keyOf(decoded(anchor));
  return key === "" || keys.has(key) || keys.has(keyOf(anchor.replace(/[-_]\d{1,3}$/u, "")));
}

function keyOf(name: string): string {
  return foldName(name).replaceAll(" ", "");
}

/** The document of the set that an address leads into; undefined for one elsewhere. */
function targetOf(
  url: string,
  document: PlaybookDocument,
  documents: readonly PlaybookDocument[],
): PlaybookDocument | undefined {
  if (url.startsWith("#")) return document;
  const path = relatedPath(document.file, { url, isMention: false }, new Set());
  if (path === undefined) return undefined;
  const names = [path, `${path}.md`, `${path}/README.md`, `${path}/index.md`];
  return documents.find(({ file }) => names.includes(file));
}
