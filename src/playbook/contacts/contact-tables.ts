/** Tables of people and vendors with their addresses, and which column says what. */

import type { Contact } from "../../domain/playbook.ts";
import { hasStepLabel } from "../escalation/escalation-role.ts";
import type { CompileContext, PlaybookDocument, Section } from "../markdown/document.ts";
import { type TextRow, type TextTable, tableRows } from "../markdown/table-rows.ts";
import { ESCALATION_COLUMNS, SEVERITY_TOPICS, WAY_COLUMNS } from "../vocabulary.ts";
import {
  CONTACT_COLUMNS,
  EMAIL_COLUMNS,
  NAME_COLUMNS,
  PHONE_COLUMNS,
  REASON_COLUMNS,
  ROLE_COLUMNS,
  STATUS_COLUMNS,
  STATUS_PAGE_COLUMNS,
} from "../words/column-words.ts";
import { hasClearPhone } from "../words/phone-number.ts";
import { readDates } from "../words/read-date.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import { emailIn } from "./contact-addresses.ts";
import { type ContactColumns, contactFromRow } from "./contact-entry.ts";
import { isAboutContacts } from "./contact-topic.ts";

const PHONE_SIGN = /[☎📞]/u;

/** The contacts of the section's own tables. Reports what is wrong with their addresses. */
export function contactsInTables(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): Contact[] {
  return tableRows(document, section).flatMap((table) => {
    if (isLevelTable(table)) return [];
    const isAbout = isAboutContacts(section);
    const told = isAbout ? toldColumns(table) : undefined;
    const addressed = columnsOf(table, isAbout) ?? addressedColumns(table);
    const columns = addressed ?? told;
    if (columns === undefined) return [];
    const contacts = table.rows
      .filter((row) => addressed !== undefined || isTold(row, columns))
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
  const addresses = [phone, email, statusPage, contact];
  const others = table.header
    .map((_, index) => index)
    .filter((index) => !addresses.includes(index) && !isNumbered(table, index))
    .filter((index) => !isReason(table.header[index] ?? ""));
  const service = others[0] ?? (contact < 0 ? undefined : contact);
  const addressed = phone >= 0 || email >= 0;
  // A role and a column of contacts are enough: "Role | Duty | Contact".
  const isOfRoles = contact >= 0 && mentions(table.header[service ?? 0] ?? "", ROLE_COLUMNS);
  const isEnough = addressed || isOfRoles || (aboutContacts && (contact >= 0 || namesStatusPage));
  if (!isEnough) return undefined;
  // A table that begins with dates is a rotation, even when it also gives telephone numbers.
  if (service === undefined || (service === 0 && startsWithDates(table))) return undefined;
  const whom = contact >= 0 && contact !== service ? contact : (others[1] ?? -1);
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
  const named = header.findIndex((title) => mentions(title, CONTACT_COLUMNS) && !isReason(title));
  if (named >= 0 || !header.some((title) => mentions(title, CONTACT_COLUMNS))) return named;
  return header.findIndex((title, index) => index > 0 && mentions(title, WAY_COLUMNS));
}

function isReason(title: string): boolean {
  return beginsWith(title, REASON_COLUMNS) !== undefined;
}

function isPhoneTitle(title: string): boolean {
  return mentions(title, PHONE_COLUMNS) || PHONE_SIGN.test(title);
}

/** A "Pager" among the facts of a severity is no telephone, and "L2" of an escalation is nobody's name. */
function isLevelTable({ header: [title = ""], rows }: TextTable): boolean {
  const isOfSteps = mentions(title, ESCALATION_COLUMNS.step) || mentions(title, SEVERITY_TOPICS);
  return rows.some(({ cells: [first] }) => {
    const text = first?.text ?? "";
    return (
      (isOfSteps && NUMBER.test(text)) ||
      hasStepLabel(text) ||
      readSeverityMention(text, false) !== undefined
    );
  });
}

const NUMBER = /^\d{1,2}\.?$/u;

/** A column that only counts its rows. */
function isNumbered({ rows }: TextTable, column: number): boolean {
  return rows.length > 0 && rows.every(({ cells }) => NUMBER.test(cells[column]?.text ?? ""));
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

/** Below a heading about contacts: names, and beside them words for how each is reached. */
function toldColumns(table: TextTable): ContactColumns | undefined {
  const service = table.header.findIndex((title) => mentions(title, NAME_COLUMNS));
  const contact = table.header.findIndex((title, index) => index > service && !isReason(title));
  return service < 0 || contact < 0 || startsWithDates(table) ? undefined : { service, contact };
}

function isTold({ cells }: TextRow, { service }: ContactColumns): boolean {
  return cells.some(({ text }, index) => index > service && SAYS.test(text));
}

/** More than a dash or a blank such as "TBD". */
const SAYS = /^(?!tb[ad]$|n\/?a$|todo$).*\p{L}/iu;

function startsWithDates(table: TextTable): boolean {
  const dates = readDates(table.rows.map((row) => row.cells[0]?.text ?? ""));
  return dates.some((date) => date !== undefined);
}
