/** What is wrong with a contact's addresses. */

import { diagnostic } from "../diagnostic-codes.ts";
import type { CompileContext, PlaybookDocument } from "../markdown/document.ts";
import { spanOf, type TextSpan } from "../markdown/source-texts.ts";
import { findPhone } from "../words/phone-number.ts";
import { emailIn, placeholderIn } from "./contact-addresses.ts";

/** Text and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** `TOC206` where a telephone column holds an e-mail address and no number. */
export function reportEmailAsPhone(
  document: PlaybookDocument,
  phone: { cell: PlacedText; columnTitle: string; service: string },
  context: CompileContext,
): void {
  const email = emailIn(phone.cell.text);
  if (email === undefined || findPhone(phone.cell.text) !== undefined) return;
  context.report(
    diagnostic(
      "TOC206",
      spanAt(document, phone.cell, email),
      `the ${phone.columnTitle} column of ${phone.service} holds an e-mail address, ${email}`,
      "It is used as an e-mail address. Give e-mail addresses a column of their own.",
    ),
  );
}

/** `TOC205` where the text holds a blank for a number, an address or a name. */
export function reportPlaceholder(
  document: PlaybookDocument,
  at: PlacedText,
  context: CompileContext,
): void {
  const written = placeholderIn(at.text);
  if (written === undefined) return;
  context.report(
    diagnostic(
      "TOC205",
      spanAt(document, at, written),
      `"${written}" was never filled in: nobody can be reached there`,
      "Write the real one, or take it out so that nobody relies on it.",
    ),
  );
}

/** `TOC207` where no way to the contact was found; `service` is where it is named. */
export function reportUnreachable(
  document: PlaybookDocument,
  service: PlacedText,
  context: CompileContext,
): void {
  context.report(
    diagnostic(
      "TOC207",
      spanAt(document, service, service.text),
      `nothing says how ${service.text} is reached: there is no telephone number, no e-mail address and no link`,
      "Add one that works at night.",
    ),
  );
}

function spanAt(document: PlaybookDocument, at: PlacedText, written: string): TextSpan {
  const source = { file: document.file, line: at.line, column: at.column };
  return spanOf([document], source, written);
}
