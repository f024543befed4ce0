/** E-mail addresses, telephone numbers and links in a few words of text. */

import { ADDRESS_LABELS } from "../vocabulary.ts";
import { findPhone, isBlankPhone, isPlaceholderPhone } from "../words/phone-number.ts";
import { LETTERS_AND_DIGITS } from "../words/word-characters.ts";
import { anyOf } from "../words/wording.ts";

/** Longer texts are prose; looking only at their beginning keeps every search linear. */
const TEXT_LENGTH_MAX = 1000;

const EMAIL = /[^\s<>()[\],;:"|@]{1,64}@[a-z0-9][a-z0-9.-]{0,200}\.[a-z]{2,24}/iu;
const URL = /https?:\/\/[^\s<>()"'|\]]+/iu;

export interface Addresses {
  readonly email?: string;
  readonly phone?: string;
  readonly url?: string;
}

/** The first of each kind; a blank for a number is none, one that was never real is still written. */
export function addressesIn(text: string): Addresses {
  const email = emailIn(text);
  const url = urlIn(text);
  const rest = withoutAddresses(text, [email, url]);
  const phone = isBlankPhone(rest) ? undefined : findPhone(rest);
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(url === undefined ? {} : { url }),
  };
}

/** As `addressesIn` for the text of a telephone column, where a short number such as 112 counts too. */
export function phoneColumnAddresses(text: string): Addresses {
  const found = addressesIn(text);
  const isRead = found.email !== undefined || found.phone !== undefined;
  const phone = isRead || isBlankPhone(text) ? undefined : findPhone(text, 3);
  return phone === undefined ? found : { ...found, phone };
}

/** Of links that open a mail or a call, which show other words: `[write us](mailto:desk@mill.example)`. */
export function linkedAddresses(lines: readonly string[]): Pick<Addresses, "email" | "phone"> {
  const text = lines.join(" ").slice(0, TEXT_LENGTH_MAX);
  const [, mail] = /\(mailto:([^\s()?]+)/iu.exec(text) ?? [];
  const [, call] = /\(tel:([+\d().-]+)/iu.exec(text) ?? [];
  return {
    ...(mail === undefined ? {} : { email: mail }),
    ...(call === undefined ? {} : { phone: call.replace(/\)$/u, "") }),
  };
}

export function emailIn(text: string): string | undefined {
  return EMAIL.exec(text.slice(0, TEXT_LENGTH_MAX))?.[0];
}

export function urlIn(text: string): string | undefined {
  return URL.exec(text.slice(0, TEXT_LENGTH_MAX))?.[0];
}

/** The telephone number of the text that is only a blank for one, as written. */
export function placeholderIn(text: string): string | undefined {
  const phone = findPhone(text);
  if (phone !== undefined) return isPlaceholderPhone(phone) ? phone : undefined;
  return isPlaceholderPhone(text) ? text : undefined;
}

/** What the text says besides addresses: "Duty desk, +49 30 901820" as "Duty desk". */
export function withoutAddresses(text: string, found: readonly (string | undefined)[]): string {
  let rest = text.slice(0, TEXT_LENGTH_MAX);
  for (const address of found) if (address !== undefined) rest = rest.replace(address, " ");
  return rest
    .replace(BARE_LABEL, " ")
    .replace(/[,;]\s*(?=\))|(?<=\()\s*[,;]/gu, "")
    .replace(/\(\s*\)|<\s*>/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/(?:^|\s)[-=]*>$/u, "")
    .replace(/^(?:[\s,;|·–—-]|\/(?=\s|$))+|(?:[\s,;|·–—-]|(?<=\s)\/)+$/gu, "")
    .replace(/^\(([^()]*)\)$/u, "$1");
}

/** "Phone:" and its like with nothing behind. */
const BARE_LABEL = new RegExp(
  `(?<![${LETTERS_AND_DIGITS}])(?:${anyOf(ADDRESS_LABELS)}):\\s*(?=$|[·,;|/)])`,
  "giu",
);
