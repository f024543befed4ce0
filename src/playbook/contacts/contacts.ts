/** Whom to call outside the rotation: tables and lists of vendors, services and their addresses. */

import type { Contact } from "../../domain/playbook.ts";
import { codeFences } from "../markdown/code-fences.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { ADDRESS_LABELS, AUTHOR_LABELS, ON_CALL_PHONE_LABELS } from "../vocabulary.ts";
import { CONTACT_TOPICS, STATUS_PAGE_COLUMNS } from "../words/column-words.ts";
import { isInstruction } from "../words/instructions.ts";
import { findPhone, hasClearPhone, numberToFillIn } from "../words/phone-number.ts";
import { mentions, spacedWords, wordsIn } from "../words/wording.ts";
import { emailIn, urlIn, withoutAddresses } from "./contact-addresses.ts";
import { contactFromItem, contactFromLine, splitDash } from "./contact-entry.ts";
import { contactsInTables } from "./contact-tables.ts";
import { isAboutContacts } from "./contact-topic.ts";
import { toldItems } from "./told-contacts.ts";

/**
 * Every contact of the documents, in the text's order: rows of tables that have a column for a phone,
 * an e-mail address or a contact, list items under a heading about contacts, and lines that give
 * nothing but an address after their label. Reports placeholder
 * numbers (`TOC205`), e-mail addresses in a phone column (`TOC206`), and contacts that cannot be
 * reached at all (`TOC207`).
 */
export function compileContacts(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Contact[] {
  return documents.flatMap((document) =>
    [...walkSections(document.root)].flatMap((section) =>
      [
        ...contactsInTables(document, section, context),
        ...contactsInLists(document, section, context),
        ...contactsInLines(document, section, context),
      ].sort((first, second) => first.source.line - second.source.line),
    ),
  );
}

function contactsInLists(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  const details = new Set<ListedItem["node"]>();
  return labelledLists(section).flatMap((list) => {
    // The lines under "**Hosting**:" are details of that contact, and not contacts of their own.
    if (list.items.some(({ node }) => details.has(node))) return [];
    const isAbout = isAboutContacts(section) || mentions(list.label, CONTACT_TOPICS);
    const told = isAbout ? toldItems(list, section) : [];
    // One number alone is that of whoever is on call, which is the header's; among others it is a contact.
    const isAlone = list.items.filter(({ text }) => isAddressLine(text, false)).length < 2;
    const name = list.label === "" ? section : { title: list.label };
    return list.items.flatMap((item) => {
      const isMeant = isAbout
        ? !isOfSeveral(item)
        : item.items.length === 0 &&
          (isAddressLine(item.text, isAlone) || isStatusPageBeside(item, list.items));
      if (!isMeant) return [];
      for (const { node } of item.items) details.add(node);
      const contact = contactFromItem(document, { item, isTold: told.includes(item) }, context);
      return contact === undefined ? [] : [namedBy(name, contact)];
    });
  });
}

/** "**Harbour**:" above two people, each with an address of their own. */
function isOfSeveral({ items }: ListedItem): boolean {
  const people = items.filter(({ text }) => {
    const label = splitLabel(text)?.label;
    return label !== undefined && !isWay(label) && isAddressLine(text, false);
  });
  return people.length >= 2;
}

/** "**Support**: <help@mill.example>" in a paragraph of its own. */
function contactsInLines(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  const isAbout = isAboutContacts(section);
  const lines = [...textLines(section), ...(isAbout ? settingLines(document, section) : [])];
  const told = isAbout ? toldLines(section) : [];
  return lines.flatMap((line, index) => {
    const beside = [lines[index - 1], lines[index + 1]].filter((other) => other !== undefined);
    const isMeant = isAddressLine(line.text) || isStatusPageBeside(line, beside);
    const isTold = told.some((one) => one.line === line.line);
    if (!isMeant && !isTold && !(isAbout && hasAddress(line.text))) return [];
    const contact = contactFromLine(document, { line, isTold }, context);
    if (contact === undefined) return [];
    return [namedBy({ title: nameAbove(lines.slice(0, index)) ?? section.title }, contact)];
  });
}

/** Of each paragraph the lines that tell in words how somebody is reached. */
function toldLines(section: Section): readonly TextLine[] {
  return section.content.flatMap((node) => {
    if (node.type !== "paragraph") return [];
    const items = textLines({ content: [node] });
    return toldItems({ label: "", ordered: false, items }, section);
  });
}

/** The line without a label above the lines "Phone: …", "Email: …" that are its own. */
function nameAbove(lines: readonly TextLine[]): string | undefined {
  const above = lines.findLast(({ text }) => !isWay(splitLabel(text)?.label ?? ""));
  const isName = above !== undefined && splitLabel(above.text) === undefined;
  return isName && wordsIn(above.text).length <= WORDS_BESIDE_MAX ? above.text : undefined;
}

/** `hosting_desk: "desk@hosting.example"` in a fence of settings, or of plain text. */
function settingLines(document: PlaybookDocument, section: Section): readonly TextLine[] {
  return codeFences(document, section)
    .filter(({ lang }) => TEXT_LANGUAGES.has(lang))
    .flatMap(({ value, line }) =>
      value.split("\n").map((written, index) => {
        const [, key = "", rest = ""] = SETTING.exec(written) ?? [];
        const text = key === "" ? "" : `${key.replace(/[_-]+/gu, " ")}: ${rest}`;
        return { text, line: line + index, column: 1 };
      }),
    );
}

const TEXT_LANGUAGES: ReadonlySet<string> = new Set(["yaml", "yml", "text", "txt", ""]);
const SETTING = /^\s*(?:-\s+)?([\p{L}\d_ -]{1,60}):\s+["']?([^"']*)["']?\s*$/u;

/** "Email: …" below "Help desk" is the help desk's, below "Tell the owner" it is somebody's. */
function namedBy({ title }: Pick<Section, "title">, contact: Contact): Contact {
  const isName = title !== "" && !isInstruction(title);
  return isWay(contact.service) && isName ? { ...contact, service: title } : contact;
}

function isWay(label: string): boolean {
  const words = spacedWords(label).trim();
  return ADDRESS_LABELS.some((known) => known === words);
}

function hasAddress(text: string): boolean {
  const split = splitLabel(text) ?? splitDash(text);
  return split !== undefined && (emailIn(text) !== undefined || hasClearPhone(text));
}

/** A label and after it an address, with few words beside it. `isAlone`: no other such line stands with it. */
function isAddressLine(text: string, isAlone = true): boolean {
  const split = splitLabel(text);
  if (split === undefined || mentions(split.label, AUTHOR_LABELS)) return false;
  // Who is on call has a number of their own in the header.
  const isOnCall = mentions(split.label, ON_CALL_PHONE_LABELS) && emailIn(split.rest) === undefined;
  if (isOnCall && isAlone) return false;
  const email = emailIn(split.rest);
  const phone = hasClearPhone(split.rest) ? findPhone(split.rest) : numberToFillIn(split.rest);
  if (email === undefined && phone === undefined) return false;
  const beside = split.rest.replace(email ?? phone ?? "", " ").replace(/\([^()]*\)/gu, " ");
  const rest = withoutAddresses(beside, [phone]);
  return rest.split(" ").length <= WORDS_BESIDE_MAX;
}

/** "Status page: https://…" among labels that have addresses. */
function isStatusPageBeside({ text }: Labelled, others: readonly Labelled[]): boolean {
  const { label = "", rest = "" } = splitLabel(text) ?? {};
  const isPage = mentions(label, STATUS_PAGE_COLUMNS) && urlIn(rest) === rest;
  return isPage && others.some((other) => isAddressLine(other.text, false));
}

type Labelled = Pick<TextLine, "text">;

const WORDS_BESIDE_MAX = 4;
