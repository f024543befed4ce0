/** The kinds of field that senders' bodies share: maps of text, instants, links. */

import { addEntry, boundedMap, boundedText, emptyMap, LABEL_COUNT_MAX } from "./bounded-text.ts";
import { isObject, type JsonObject } from "./inbound-json.ts";

const URL_LENGTH_MAX = 8192;
const RFC_3339 =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/**
 * Labels or annotations. Numbers and booleans become text, null becomes "", an absent map is empty.
 * @returns undefined when the value is no map, or one of its values is a list or a map.
 */
export function readTextMap(
  value: unknown,
  valueLengthMax: number,
): Record<string, string> | undefined {
  const map = emptyMap();
  if (value === undefined || value === null) return map;
  if (!isObject(value)) return undefined;
  const names = Object.keys(value);
  if (names.length > LABEL_COUNT_MAX) return readWideMap(value, names, valueLengthMax);
  for (const name of names) {
    const text = scalarText(value[name]);
    if (text === undefined) return undefined;
    addEntry(map, name, text, valueLengthMax);
  }
  return map;
}

function readWideMap(
  value: JsonObject,
  names: readonly string[],
  valueLengthMax: number,
): Record<string, string> | undefined {
  const entries: [string, string][] = [];
  for (const name of names) {
    const text = scalarText(value[name]);
    if (text === undefined) return undefined;
    entries.push([name, text]);
  }
  return boundedMap(entries, valueLengthMax);
}

/** The text of a JSON scalar; undefined for a list or a map. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "" : undefined;
}

/**
 * Epoch milliseconds of an RFC 3339 time with any fraction; undefined for anything else and for Go's zero
 * time (year 1), by which Alertmanager says "none".
 */
export function readInstant(value: unknown): number | undefined {
  if (typeof value !== "string" || !RFC_3339.test(value)) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) || instant <= 0 ? undefined : instant;
}

/** Alerts of one rule carry the same link, and reading one takes longer than any other field. */
const LINKS_KEPT = 500;
const links = new Map<string, string | undefined>();

/** A link that may be shown: http or https, without a user name; undefined for anything else. */
export function readHttpUrl(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > URL_LENGTH_MAX) return undefined;
  if (links.has(value)) return links.get(value);
  const link = readLink(value);
  if (links.size >= LINKS_KEPT) links.clear();
  links.set(value, link);
  return link;
}

function readLink(value: string): string | undefined {
  if (!/^https?:\/\//iu.test(value)) return undefined;
  const url = URL.parse(value);
  if (url === null || url.username !== "" || url.password !== "") return undefined;
  return boundedText(url.href, URL_LENGTH_MAX);
}
