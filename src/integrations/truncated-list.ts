/**
 * What can be saved of a JSON object that was cut off inside one of its lists: the members before the
 * list, and the list's complete items. One pass, however hostile the text.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

export interface TruncatedList {
  /** JSON text of an object with the members that stand before the list. */
  readonly head: string;
  /** JSON texts of the list's complete items. */
  readonly items: readonly string[];
}

/** @returns undefined when the text is no object, or ends before its list `name` begins. */
export function readTruncatedList(text: string, name: string): TruncatedList | undefined {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN_BRACE) return undefined;
  const start = at;
  at = skipSpace(text, at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const memberStart = at;
    const nameEnd = endOfValue(text, at);
    if (nameEnd === -1) return undefined;
    const isWanted = text.slice(at + 1, nameEnd - 1) === name;
    at = skipSpace(text, nameEnd);
    if (text.charCodeAt(at) !== COLON) return undefined;
    at = skipSpace(text, at + 1);
    if (isWanted && text.charCodeAt(at) === OPEN_BRACKET) {
      const head = text.slice(start, memberStart).trimEnd().replace(/,$/u, "");
      return { head: `${head}}`, items: completeItems(text, at + 1) };
    }
    at = endOfValue(text, at);
    if (at === -1) return undefined;
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== COMMA) return undefined;
    at = skipSpace(text, at + 1);
  }
  return undefined;
}

/** The texts of the list items from `start` on that end within the text. */
function completeItems(text: string, start: number): string[] {
  const items: string[] = [];
  let at = skipSpace(text, start);
  while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACKET) {
    const end = endOfValue(text, at);
    if (end === -1 || end === at) break;
    items.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== COMMA) break;
    at = skipSpace(text, at + 1);
  }
  return items;
}

/** The index just past the value that begins at `start`, or -1 when the text ends inside it. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at) - 1;
      if (at < 0) return -1;
      if (depth === 0) return at + 1;
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      depth += 1;
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (unit === COMMA && depth === 0) {
      return at;
    }
  }
  return -1;
}

/** The index just past the closing quote of the string that begins at `start`, or -1. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at + 1;
  }
  return -1;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}
