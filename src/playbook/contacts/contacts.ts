/** Whom to call outside the rotation: tables and lists of vendors, services and their addresses. */

import type { Contact } from "../../domain/playbook.ts";
import { hasStepLabel } from "../escalation/escalation-role.ts";
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
import { type TextTable, tableRows } from "../markdown/table-rows.ts";
import { ADDRESS_LABELS, AUTHOR_LABELS, ON_CALL_PHONE_LABELS, WAY_COLUMNS } from "../vocabulary.ts";
import {
  CONTACT_COLUMNS,
  CONTACT_TOPICS,
  EMAIL_COLUMNS,
  PHONE_COLUMNS,
  REASON_COLUMNS,
  STATUS_COLUMNS,
  STATUS_PAGE_COLUMNS,
} from "../words/column-words.ts";
import { findPhone, hasClearPhone } from "../words/phone-number.ts";
import { readDates } from "../words/read-date.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { beginsWith, mentions, spacedWords } from "../words/wording.ts";
import { emailIn, withoutAddresses } from "./contact-addresses.ts";
import {
  type ContactColumns,
  contactFromItem,
  contactFromLine,
  contactFromRow,
} from "./contact-entry.ts";

const PHONE_SIGN = /[☎📞]/u;

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
    [...walkSections(document.root)].flatMap((section) => [
      ...contactsInTables(document, section, context),
      ...contactsInLists(document, section, context),
      ...contactsInLines(document, section, context),
    ]),
  );
}

function contactsInTables(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  return tableRows(document, section).flatMap((table) => {
    if (isLevelTable(table)) return [];
    const columns = columnsOf(table, isAboutContacts(section)) ?? addressedColumns(table);
    if (columns === undefined) return [];
    const contacts = table.rows
      .map((row) => contactFromRow(document, { row, columns, header: table.header }, context))
      .filter((contact) => contact !== undefined);
    if (contacts.length > 0) context.understood(document.file, table.line, table.line);
    return contacts;
  });
}

function columnsOf(table: TextTable, aboutContacts: boolean): ContactColumns | undefined {
  const find = (phrases: readonly string[]): number =>
    table.header.findIndex((title) => mentions(title, phrases));
  const phone = table.header.findIndex(isPhoneTitle);
  const email = find(EMAIL_COLUMNS);
  const statusPage = find(STATUS_COLUMNS);
  const namesStatusPage = mentions(table.header[statusPage] ?? "", STATUS_PAGE_COLUMNS);
  const contact = contactColumn(table);
  const addressed = phone >= 0 || email >= 0;
  if (!addressed && !(aboutContacts && (contact >= 0 || namesStatusPage))) return undefined;
  const addresses = [phone, email, statusPage, contact];
  const others = table.header
    .map((_, index) => index)
    .filter((index) => !addresses.includes(index));
  const service = others[0];
  // A table that begins with dates is a rotation, even when it also gives telephone numbers.
  if (service === undefined || (service === 0 && startsWithDates(table))) return undefined;
  const whom = contact >= 0 ? contact : (others[1] ?? -1);
  return {
    service,
    ...(phone < 0 ? {} : { phone }),
    ...(email < 0 ? {} : { email }),
    ...(statusPage < 0 ? {} : { statusPage }),
    ...(whom < 0 ? {} : { contact: whom }),
  };
}

/** "When to contact" tells a case; whom or how is in another column then. */
function contactColumn({ header }: TextTable): number {
  const isReason = (title: string): boolean => beginsWith(title, REASON_COLUMNS) !== undefined;
  const named = header.findIndex((title) => mentions(title, CONTACT_COLUMNS) && !isReason(title));
  if (named >= 0 || !header.some((title) => mentions(title, CONTACT_COLUMNS))) return named;
  return header.findIndex((title, index) => index > 0 && mentions(title, WAY_COLUMNS));
}

function isPhoneTitle(title: string): boolean {
  return mentions(title, PHONE_COLUMNS) || PHONE_SIGN.test(title);
}

/** A "Pager" among the facts of a severity is no telephone, and "L2" of an escalation is nobody's name. */
function isLevelTable({ rows }: TextTable): boolean {
  return rows.some(({ cells: [first] }) => {
    const text = first?.text ?? "";
    return hasStepLabel(text) || readSeverityMention(text, false) !== undefined;
  });
}

/** Names in the first column, and in the other ones addresses in at least half of the rows. */
function addressedColumns(table: TextTable): ContactColumns | undefined {
  const found = table.rows.map(({ cells }) =>
    cells.findIndex(
      ({ text }, index) => index > 0 && (emailIn(text) !== undefined || hasClearPhone(text)),
    ),
  );
  const [first] = found.filter((index) => index > 0);
  const isEnough = found.filter((index) => index > 0).length * 2 >= found.length;
  if (first === undefined || !isEnough || startsWithDates(table)) return undefined;
  return { service: 0, contact: first };
}

function startsWithDates(table: TextTable): boolean {
  const dates = readDates(table.rows.map((row) => row.cells[0]?.text ?? ""));
  return dates.some((date) => date !== undefined);
}

function contactsInLists(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  const nested = new Set<ListedItem["node"]>();
  return labelledLists(section).flatMap((list) => {
    // The lines under "**Hosting**:" are details of that contact, and not contacts of their own.
    const isNested = list.items.some(({ node }) => nested.has(node));
    for (const item of list.items) for (const { node } of item.items) nested.add(node);
    if (isNested) return [];
    const isAbout = isAboutContacts(section) || mentions(list.label, CONTACT_TOPICS);
    // One number alone is that of whoever is on call, which is the header's; among others it is a contact.
    const isAlone = list.items.filter(({ text }) => isAddressLine(text, false)).length < 2;
    return list.items
      .filter((item) => isAbout || (item.items.length === 0 && isAddressLine(item.text, isAlone)))
      .map((item) => contactFromItem(document, item, context))
      .filter((contact) => contact !== undefined)
      .map((contact) => namedBy(list.label === "" ? section : { title: list.label }, contact));
  });
}

/** "**Support**: <help@mill.example>" in a paragraph of its own. */
function contactsInLines(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  const isAbout = isAboutContacts(section);
  return [...textLines(section), ...(isAbout ? settingLines(document, section) : [])]
    .filter((line) => isAddressLine(line.text) || (isAbout && hasAddress(line.text)))
    .map((line) => contactFromLine(document, line, context))
    .filter((contact) => contact !== undefined)
    .map((contact) => namedBy(section, contact));
}

/** `hosting_desk: "desk@hosting.example"` in a fence of settings. */
function settingLines(document: PlaybookDocument, section: Section): readonly TextLine[] {
  return codeFences(document, section)
    .filter(({ lang }) => lang === "yaml" || lang === "yml")
    .flatMap(({ value, line }) =>
      value.split("\n").map((written, index) => {
        const [, key = "", rest = ""] = SETTING.exec(written) ?? [];
        const text = key === "" ? "" : `${key.replace(/[_-]+/gu, " ")}: ${rest}`;
        return { text, line: line + index, column: 1 };
      }),
    );
}

const SETTING = /^\s*(?:-\s+)?([\p{L}\d_ -]{1,60}):\s+["']?([^"']*)["']?\s*$/u;

/** "Email: …" below "Help desk" is the help desk's. */
function namedBy({ title }: Pick<Section, "title">, contact: Contact): Contact {
  const label = spacedWords(contact.service).trim();
  const isWay = ADDRESS_LABELS.some((known) => known === label);
  return isWay && title !== "" ? { ...contact, service: title } : contact;
}

function hasAddress(text: string): boolean {
  return splitLabel(text) !== undefined && (emailIn(text) !== undefined || hasClearPhone(text));
}

/** A label and after it an address, with few words beside it. `isAlone`: no other such line stands with it. */
function isAddressLine(text: string, isAlone = true): boolean {
  const split = splitLabel(text);
  if (split === undefined || mentions(split.label, AUTHOR_LABELS)) return false;
  // Who is on call has a number of their own in the header.
  const isOnCall = mentions(split.label, ON_CALL_PHONE_LABELS) && emailIn(split.rest) === undefined;
  if (isOnCall && isAlone) return false;
  const email = emailIn(split.rest);
  const phone = hasClearPhone(split.rest) ? findPhone(split.rest) : undefined;
  if (email === undefined && phone === undefined) return false;
  const rest = withoutAddresses(split.rest, [email, phone])
    .replace(/\([^()]*\)/gu, " ")
    .trim();
  return rest.split(" ").length <= WORDS_BESIDE_MAX;
}

const WORDS_BESIDE_MAX = 4;

function isAboutContacts(section: Section): boolean {
  return [section.title, section.parent?.title ?? ""].some((title) =>
    mentions(title, CONTACT_TOPICS),
  );
}
