/**
 * Senders' text, cleaned and held to a length. What is too long is cut and ends in an ellipsis; nothing
 * is dropped without a trace.
 */

import { createHash } from "node:crypto"; // A hash is deterministic computation: integrations stay pure.
import { cleanText } from "../domain/clean-text.ts";

const ELLIPSIS = "…";

/** Lengths are UTF-16 units. */
export const LABEL_COUNT_MAX = 64;
export const LABEL_LENGTH_MAX = 4096;
const TITLE_LENGTH_MAX = 1024;
export const ANNOTATION_LENGTH_MAX = 16_384;
const MAP_KEY_LENGTH_MAX = 256;

/** Keys stand in database indexes, whose rows PostgreSQL limits to 2,704 bytes. */
const KEY_LENGTH_MAX = 512;
const KEY_PREFIX_LENGTH = 400;

/** Clean text of at most `lengthMax`, never cut through a surrogate pair. */
export function boundedText(text: string, lengthMax: number): string {
  // Cut before cleaning, so that a hostile megabyte costs nothing; a pair cut in two is mended by cleaning.
  if (text.length <= lengthMax) return cleanText(text);
  let end = lengthMax - ELLIPSIS.length;
  if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
  return cleanText(text.slice(0, end)) + ELLIPSIS;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

const NEEDS_FOLDING = /[^\S ]| {2}|^ | $/u;

/** A title: bounded, on one line. */
export function boundedTitle(text: string): string {
  // Twice the length is enough for any sensible run of spaces, and bounds the work.
  const head = text.length <= 2 * TITLE_LENGTH_MAX ? text : text.slice(0, 2 * TITLE_LENGTH_MAX);
  const line = NEEDS_FOLDING.test(head) ? head.replace(/\s+/gu, " ").trim() : head;
  return boundedText(line, TITLE_LENGTH_MAX) || "(no title)";
}

/**
 * An identity (dedup key, group key). A long one is not merely cut, because two that differ only at the
 * end must stay two: its hash takes the place of what is left out.
 */
export function boundedKey(key: string): string {
  const clean = cleanText(key);
  if (clean.length <= KEY_LENGTH_MAX && clean !== "") return clean;
  const hash = createHash("sha256").update(key).digest("hex");
  return cleanText(clean.slice(0, KEY_PREFIX_LENGTH)) + ELLIPSIS + hash;
}

/** Labels that decide severity and wording: kept whatever else does not fit. */
const KEPT_FIRST = ["alertname", "severity", "service", "summary"];

/**
 * Names and values as a map without a prototype, so that a sender's `constructor` or `__proto__` is a
 * name like any other. Where there are more than 64, the last entry, named "…", lists the rest.
 */
export function boundedMap(
  entries: readonly (readonly [string, string])[],
  valueLengthMax: number,
): Record<string, string> {
  const map = emptyMap();
  if (entries.length <= LABEL_COUNT_MAX) {
    for (const [name, value] of entries) addEntry(map, name, value, valueLengthMax);
    return map;
  }
  const kept = new Set(entries.filter(([name]) => KEPT_FIRST.includes(name)));
  for (const entry of entries) if (kept.size < LABEL_COUNT_MAX - 1) kept.add(entry);
  const rest: string[] = [];
  for (const entry of entries) {
    if (kept.has(entry)) addEntry(map, entry[0], entry[1], valueLengthMax);
    else if (rest.length < valueLengthMax) rest.push(`${entry[0]}=${entry[1].slice(0, 200)}`);
  }
  const summary = `${entries.length - kept.size} more: ${rest.join(", ")}`;
  map[ELLIPSIS] = boundedText(summary, valueLengthMax);
  return map;
}

/**
 * An object without a prototype. Made by a constructor because V8 keeps those fast to write and to
 * serialise, and turns the ones from `Object.create(null)` into hash tables.
 */
const Bare = function Bare() {} as unknown as new () => Record<string, string>;
Bare.prototype = Object.create(null);

export function emptyMap(): Record<string, string> {
  return new Bare();
}

/** Adds one entry, bounded; the map is one of `emptyMap`. */
export function addEntry(
  map: Record<string, string>,
  name: string,
  value: string,
  valueLengthMax: number,
): void {
  let key = boundedText(name, MAP_KEY_LENGTH_MAX);
  // Two names may become one by cleaning or cutting; neither value is lost.
  while (key in map) key += ELLIPSIS;
  map[key] = boundedText(value, valueLengthMax);
}
