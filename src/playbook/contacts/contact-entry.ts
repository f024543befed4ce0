/** One contact, from a table row or a list item. */

import type { Contact } from "../../domain/playbook.ts";
import { hasStepLabel } from "../escalation/escalation-role.ts";
import type { CompileContext, PlaybookDocument } from "../markdown/document.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import type { ListedItem } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import type { TextCell, TextRow } from "../markdown/table-rows.ts";
import { AUTHOR_LABELS, CHAT_LABELS, PAGE_NOUN_WORDS } from "../vocabulary.ts";
import { STATUS_PAGE_COLUMNS } from "../words/column-words.ts";
import { hasClearPhone } from "../words/phone-number.ts";
import { mentions } from "../words/wording.ts";
import {
  type Addresses,
  addressesIn,
  emailIn,
  linkedAddresses,
  phoneColumnAddresses,
  placeholderIn,
  urlIn,
  withoutAddresses,
} from "./contact-addresses.ts";
import { reportEmailAsPhone, reportPlaceholder, reportUnreachable } from "./contact-findings.ts";

/** What the columns of a contact table hold, by their index. */
export interface ContactColumns {
  readonly service: number;
  readonly contact?: number;
  readonly phone?: number;
  readonly email?: number;
  readonly statusPage?: number;
}

/** A row as a contact; undefined when it names nobody. Reports what is wrong with its addresses. */
export function contactFromRow(
  document: PlaybookDocument,
  table: { row: TextRow; columns: ContactColumns; header: readonly string[] },
  context: CompileContext,
): Contact | undefined {
  const { row, columns, header } = table;
  const cellAt = (index: number | undefined): TextCell | undefined =>
    index === undefined ? undefined : row.cells[index];
  const service = cellAt(columns.service);
  if (service === undefined || service.text === "") return undefined;
  const contact = cellAt(columns.contact);
  const phone = cellAt(columns.phone);
  const email = cellAt(columns.email);
  const status = cellAt(columns.statusPage);
  const found: Addresses = {
    ...addressesBeside(row, columns),
    ...linkedAddresses(document.lines.slice(row.line - 1, row.line)),
    ...addressesIn(contact?.text ?? ""),
    ...addressesIn(email?.text ?? ""),
    ...phoneColumnAddresses(phone?.text ?? ""),
  };
  if (phone !== undefined) {
    const columnTitle = header[columns.phone ?? 0] ?? "";
    reportEmailAsPhone(document, { cell: phone, columnTitle, service: service.text }, context);
  }
  const isLinked = row.cells.some((cell) => cell !== status && urlOf(document, cell) !== undefined);
  const hasAddress = Object.keys(found).length > 0 || isLinked;
  reportWays(document, { service, contact, ways: [phone, email], hasAddress }, context);
  context.understood(document.file, row.line, row.line);
  const statusPage = status === undefined ? undefined : urlOf(document, status);
  return {
    service: service.text,
    contact: withoutAddresses(contact?.text ?? "", []),
    ...emailAndPhone(found),
    ...(statusPage === undefined ? {} : { statusPage }),
    source: { file: document.file, line: row.line },
  };
}

/** In the cells of no known column, where they are surely addresses. */
function addressesBeside({ cells }: TextRow, columns: ContactColumns): Addresses {
  const known: readonly (number | undefined)[] = Object.values(columns);
  const others = cells.filter((_, index) => !known.includes(index)).map(({ text }) => text);
  const email = emailIn(others.join(" "));
  const phone = others.find(hasClearPhone);
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : addressesIn(phone)),
  };
}

/**
 * Reports the first blank of a row, and a contact to whom no way is told. Words where an address should be
 * tell one ("ask in #duty"); a row of nothing but blanks is said to be one, and no more.
 */
function reportWays(
  document: PlaybookDocument,
  row: {
    readonly service: TextCell;
    readonly contact: TextCell | undefined;
    readonly ways: readonly (TextCell | undefined)[];
    readonly hasAddress: boolean;
  },
  context: CompileContext,
): void {
  const columns = row.ways.filter((cell) => cell !== undefined);
  const cells = [...columns, row.contact].filter((cell) => cell !== undefined);
  const blank = cells.find(({ text }) => placeholderIn(text) !== undefined);
  if (blank !== undefined) reportPlaceholder(document, blank, context);
  const ways = columns.length > 0 ? columns : cells;
  const isTold = row.hasAddress || ways.some(({ text }) => saysSomething(text));
  const isOnlyBlanks = blank !== undefined && !cells.some(({ text }) => saysSomething(text));
  if (!isTold && !isOnlyBlanks) reportUnreachable(document, row.service, context);
}

/** Neither a dash nor a blank to fill in. */
function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && placeholderIn(text) === undefined;
}

/**
 * "**Hosting**: duty desk, +49 30 901820" as a contact; undefined for an item without an address or a
 * blank for one, unless the list is known to tell in words how people are reached (`isTold`). Reports what
 * is wrong with its addresses.
 */
export function contactFromItem(
  document: PlaybookDocument,
  listed: { readonly item: ListedItem; readonly isTold: boolean },
  context: CompileContext,
): Contact | undefined {
  const { item, isTold } = listed;
  const parts =
    splitLabel(item.text) ?? splitDash(item.text) ?? splitAddress(item.text) ?? labelOnly(item);
  if (parts === undefined) return undefined;
  const below = item.items.map(({ text }) => text);
  return contactFromParts(document, { ...parts, below, place: item, isTold }, context);
}

/** The same of a line of a paragraph. */
export function contactFromLine(
  document: PlaybookDocument,
  told: { readonly line: TextLine; readonly isTold: boolean },
  context: CompileContext,
): Contact | undefined {
  const { line, isTold } = told;
  const parts = splitLabel(line.text) ?? splitDash(line.text);
  if (parts === undefined) return undefined;
  const place = { ...line, lastLine: line.line };
  return contactFromParts(document, { ...parts, below: [], place, isTold }, context);
}

interface ContactParts {
  readonly label: string;
  readonly rest: string;
  /** Lines below it with further addresses. */
  readonly below: readonly string[];
  readonly place: { readonly line: number; readonly column: number; readonly lastLine: number };
  /** A contact also without an address. */
  readonly isTold: boolean;
}

function contactFromParts(
  document: PlaybookDocument,
  { label, rest, below, place, isTold }: ContactParts,
  context: CompileContext,
): Contact | undefined {
  if (mentions(label, AUTHOR_LABELS)) return undefined;
  const details = [rest, ...below].join(" ");
  const short = /^\d{3,6}(?![\d\p{L}:.])/u.exec(rest)?.[0];
  const { line, column, lastLine } = place;
  const found = {
    ...(short === undefined ? {} : { phone: short }),
    ...linkedAddresses(document.lines.slice(line - 1, lastLine)),
    ...addressesIn(details),
  };
  const isTool = isPlaceOrTool(label);
  const placeholder = isTool ? undefined : placeholderIn(details);
  const isReached = isTold || (!isTool && (HANDLE.test(rest) || isPager(rest)));
  if (Object.keys(found).length === 0 && placeholder === undefined && !isReached) return undefined;
  reportPlaceholder(document, { text: details, line, column }, context);
  context.understood(document.file, line, lastLine);
  const isCalledSo = mentions(label, STATUS_PAGE_COLUMNS);
  const isStatusPage = found.url !== undefined && (isCalledSo || /status|health/iu.test(found.url));
  const shown = isStatusPage ? found.url : undefined;
  const said = withoutAddresses(rest, [found.email, found.phone, shown, placeholder]);
  // "L2: harbour lead, +49 30 901820" is about the lead.
  const isStep = hasStepLabel(label) && said !== "";
  return {
    service: isStep ? said : label,
    contact: isStep ? "" : said,
    ...emailAndPhone(found),
    ...(isStatusPage && found.url !== undefined ? { statusPage: found.url } : {}),
    source: { file: document.file, line },
  };
}

/** A channel or somebody's name in a chat: "#harbour", "@ann". */
const HANDLE = /(?<![\p{L}\d/])[#@][\p{L}\d][\w.-]+/u;

/** "Slack", "Status page", "PagerDuty": where to talk or look, and nobody to be reached. */
function isPlaceOrTool(label: string): boolean {
  return mentions(label, [...CHAT_LABELS, ...STATUS_PAGE_COLUMNS]) || isPager(label);
}

/** Nothing but the name of what pages: "PagerDuty". */
function isPager(text: string): boolean {
  return text.split(/\s+/u).length <= 2 && mentions(text, PAGE_NOUN_WORDS);
}

/** "**Hosting**" with the addresses in a list below it. */
function labelOnly(item: ListedItem): { label: string; rest: string } | undefined {
  return item.items.length > 0 && item.text !== "" ? { label: item.text, rest: "" } : undefined;
}

/** "Ines Vega – harbour lead, +49 30 901820". */
export function splitDash(text: string): { label: string; rest: string } | undefined {
  const match = /^(.{1,60}?)\s+[-–—]\s+(.+)$/su.exec(text);
  return match === null ? undefined : { label: match[1] ?? "", rest: match[2] ?? "" };
}

/** "Ines Vega, harbour lead, +49 30 901820"; what is before the first comma, bracket or address is who. */
function splitAddress(text: string): { label: string; rest: string } | undefined {
  const { email, phone } = addressesIn(text);
  if (email === undefined && (phone === undefined || !hasClearPhone(text))) return undefined;
  const end = Math.min(
    ...[email, phone, ",", "(", ";"].map((mark) => {
      const at = mark === undefined ? -1 : text.indexOf(mark);
      return at < 0 ? text.length : at;
    }),
  );
  const label = text.slice(0, end).trim();
  const others = withoutAddresses(text.slice(end), [email, phone]);
  const who = label === "" ? others : label;
  return {
    label: who === "" ? (email ?? phone ?? "") : who,
    rest: label === "" ? text.replace(others, "") : text.slice(end).trim(),
  };
}

function emailAndPhone(found: Addresses): { email?: string; phone?: string } {
  return {
    ...(found.email === undefined ? {} : { email: found.email }),
    ...(found.phone === undefined ? {} : { phone: found.phone }),
  };
}

/** A link hides its address behind its words, so the cell's source is read too. */
function urlOf(document: PlaybookDocument, cell: TextCell): string | undefined {
  const line = document.lines[cell.line - 1] ?? "";
  const written = line.slice(cell.column - 1).split(/(?<!\\)\|/u, 1)[0] ?? "";
  return urlIn(cell.text) ?? urlIn(written);
}
