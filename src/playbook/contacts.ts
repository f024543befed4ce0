/** Whom to call outside the rotation: tables and lists of vendors, services and their addresses. */

import type { Contact } from "../domain/playbook.ts";
import { type ContactColumns, contactFromItem, contactFromRow } from "./contact-entry.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "./document.ts";
import { type ListedItem, labelledLists } from "./labelled-lists.ts";
import { readDates } from "./read-date.ts";
import { type TextTable, tableRows } from "./table-rows.ts";

const CONTACT_WORDS =
  /\bcontacts?\b|\b(?:phone|telephone|support|emergency) numbers?\b|\bhotlines?\b|\bwho(?:m)? to call\b|\bphone ?(?:book|list)\b/iu;
const PHONE_COLUMN = /\b(?:phone|telephone|tel|mobile|cell|hotline|pager|numbers?)\b|☎|📞/iu;

/**
 * Every contact of the documents, in the text's order: rows of tables that have a column for a phone,
 * an e-mail address or a contact, and list items under a heading about contacts. Reports placeholder
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
    ]),
  );
}

function contactsInTables(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  return tableRows(document, section).flatMap((table) => {
    const columns = columnsOf(table, isAboutContacts(section));
    if (columns === undefined) return [];
    const contacts = table.rows
      .map((row) => contactFromRow(document, { row, columns, header: table.header }, context))
      .filter((contact) => contact !== undefined);
    if (contacts.length > 0) context.understood(document.file, table.line, table.line);
    return contacts;
  });
}

function columnsOf(table: TextTable, aboutContacts: boolean): ContactColumns | undefined {
  const find = (pattern: RegExp): number => table.header.findIndex((title) => pattern.test(title));
  const phone = find(PHONE_COLUMN);
  const email = find(/\be-?mails?\b/iu);
  const statusPage = find(/\bstatus\b/iu);
  const contact = find(/\bcontacts?\b/iu);
  const addressed = phone >= 0 || email >= 0;
  if (!addressed && (contact < 0 || !aboutContacts)) return undefined;
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
    if (isNested || !(isAboutContacts(section) || CONTACT_WORDS.test(list.label))) return [];
    return list.items
      .map((item) => contactFromItem(document, item, context))
      .filter((contact) => contact !== undefined);
  });
}

function isAboutContacts(section: Section): boolean {
  return CONTACT_WORDS.test(section.title) || CONTACT_WORDS.test(section.parent?.title ?? "");
}
