/** What a playbook says of itself: title, version, date, telephone, names of channels. */

import type { Playbook } from "../domain/playbook.ts";
import { reportPlaceholder } from "./contacts/contact-findings.ts";
import { type CompileContext, type PlaybookDocument, walkSections } from "./markdown/document.ts";
import { type LabelledLine, labelled, labelledLines } from "./markdown/labelled-lines.ts";
import { tableRows } from "./markdown/table-rows.ts";
import { HEADER_LABELS, ON_CALL_PHONE_LABELS } from "./vocabulary.ts";
import { WORKFLOW_TOPICS } from "./words/phase-words.ts";
import { findPhone } from "./words/phone-number.ts";
import { dateReadings } from "./words/read-date.ts";
import { mentions, spacedWords } from "./words/wording.ts";

export type PlaybookHeader = Pick<
  Playbook,
  "title" | "version" | "lastUpdated" | "onCallPhone" | "naming"
>;

/** The header of the documents together: each fact from the first document that gives it. Reports `TOC205`. */
export function compileHeader(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): PlaybookHeader {
  const titled = mainDocument(documents);
  const ordered =
    titled === undefined ? documents : [titled, ...documents.filter((one) => one !== titled)];
  const lines = ordered.flatMap((document) =>
    headerLines(document).map((line) => ({ ...line, document })),
  );
  const take = (labels: readonly string[]): string | undefined => {
    const found = lines.find((line) => isLabel(line.label, labels) && line.value !== "");
    if (found !== undefined) context.understood(found.document.file, found.line, found.line);
    return found?.value;
  };
  const version = take(HEADER_LABELS.version);
  const updated = take(HEADER_LABELS.lastUpdated);
  const onCallPhone = compilePhone(ordered, context);
  const incidentChannel = compileChannel(ordered);
  return {
    title: titled === undefined ? "" : titleOf(titled),
    ...(version === undefined ? {} : { version: version.replace(/^v(?=\d)/iu, "") }),
    ...(updated === undefined ? {} : { lastUpdated: asDate(updated) }),
    ...(onCallPhone === undefined ? {} : { onCallPhone }),
    naming: incidentChannel === undefined ? {} : { incidentChannel },
  };
}

/** The document about incident response, else the first with a title, else the first. */
function mainDocument(documents: readonly PlaybookDocument[]): PlaybookDocument | undefined {
  const titled = documents.filter((document) => firstHeading(document) !== undefined);
  return (
    titled.find((document) => mentions(titleOf(document), WORKFLOW_TOPICS)) ??
    titled[0] ??
    documents[0]
  );
}

function firstHeading(document: PlaybookDocument): string | undefined {
  const title = document.root.children[0]?.title;
  return title === "" ? undefined : title;
}

function titleOf(document: PlaybookDocument): string {
  const stated = frontMatter(document).find(({ label }) => label.toLowerCase() === "title");
  const name = document.file
    .split("/")
    .at(-1)
    ?.replace(/\.[^.]*$/u, "");
  return firstHeading(document) ?? stated?.value ?? name ?? document.file;
}

/** Labelled lines where a document speaks of itself: front matter, before the first section, at its end. */
function headerLines(document: PlaybookDocument): LabelledLine[] {
  const [top] = document.root.children;
  const last = lastSection(document);
  const places = [
    document.root,
    ...(top === undefined ? [] : [top]),
    ...(last === undefined ? [] : [last]),
  ];
  return [
    ...frontMatter(document),
    ...places.flatMap((section) => [
      ...labelledLines(section),
      ...tableRows(document, section).flatMap(({ rows }) =>
        rows.flatMap(({ cells: [label, value] }) =>
          label === undefined || value === undefined
            ? []
            : [{ ...value, label: label.text, value: value.text }],
        ),
      ),
    ]),
  ];
}

function lastSection(document: PlaybookDocument): PlaybookDocument["root"] | undefined {
  let last = document.root;
  while (last.children.length > 0) last = last.children.at(-1) ?? last;
  return last === document.root || last === document.root.children[0] ? undefined : last;
}

/** Simple "key: value" lines; nested values say nothing about a playbook's header. */
function frontMatter(document: PlaybookDocument): LabelledLine[] {
  const [first] = document.tree.children;
  if (first?.type !== "yaml") return [];
  return first.value.split("\n").flatMap((text, index) => {
    const line = labelled({ text, line: index + 2, column: 1 });
    if (line === undefined || /^\s/u.test(text)) return [];
    const label = line.label.replace(/[_-]/gu, " ").replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");
    return [{ ...line, label, value: line.value.replace(/^(["'])(.*)\1$/u, "$2") }];
  });
}

function isLabel(label: string, labels: readonly string[]): boolean {
  const words = spacedWords(label).trim();
  return labels.some((known) => known === words);
}

/** "January 18, 2026" as 2026-01-18 where it can be read one way only, else as written. */
function asDate(text: string): string {
  const readings = dateReadings(text);
  return readings.length === 1 ? (readings[0] ?? text) : text;
}

/** The first telephone number labelled as that of whoever is on call. */
function compilePhone(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): string | undefined {
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      for (const line of labelledLines(section)) {
        if (!mentions(line.label, ON_CALL_PHONE_LABELS)) continue;
        const phone = findPhone(line.value);
        if (phone === undefined) continue;
        context.understood(document.file, line.line, line.line);
        reportPlaceholder(document, line, context);
        return phone;
      }
    }
  }
  return undefined;
}

/** A channel with blanks for a date or a number: "#incident-YYYYMMDD-NNN". */
const CHANNEL =
  /#(?=[\w-]*(?:YYYY|NNN|XXX|[<{[]))[a-z][\w-]*(?:[<{[][\w -]{1,30}[>}\]][\w-]*)*(?<![-_])/u;

function compileChannel(documents: readonly PlaybookDocument[]): string | undefined {
  for (const { lines } of documents) {
    for (const line of lines) {
      if (!line.includes("#")) continue;
      const channel = CHANNEL.exec(line)?.[0];
      if (channel !== undefined) return channel;
    }
  }
  return undefined;
}
