/**
 * Reading JSON that somebody else wrote: own properties only, nothing assumed, nothing thrown.
 */

import { boundedText } from "./bounded-text.ts";
import type { InboundRequest, ParsedRequest } from "./source.ts";

const EXCERPT_LENGTH_MAX = 2048;

export type JsonObject = Readonly<Record<string, unknown>>;

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly text: string };

/** The body as text. Bytes that are not UTF-8 become U+FFFD; a byte-order mark is left out. */
export function bodyText(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** The body as JSON, or why it is none. */
export function readJson(request: InboundRequest): ReadJson {
  const text = bodyText(request.body);
  if (text.trim() === "") return { ok: false, reason: "the body is empty", text };
  if (request.truncated) return { ok: false, reason: "the body is too large and was cut", text };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    // The engine's message quotes the body; the excerpt beside the reason shows it better.
    return { ok: false, reason: "the body is not valid JSON", text };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property; what an object merely inherits is absent, and so is `null`. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** An own property that is a text with more than spaces in it. */
export function ownText(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** An own property that identifies something: a text, or a number written without quotes. */
export function ownKey(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  return typeof value === "number" ? String(value) : ownText(object, name);
}

/** The beginning of something not understood, for the people who have to look at it. */
export function excerptOf(value: unknown): string {
  if (typeof value === "string") return boundedText(value, EXCERPT_LENGTH_MAX);
  return boundedText(jsonText(value), EXCERPT_LENGTH_MAX);
}

/** JSON text of a parsed value. `JSON.parse` takes any depth; `JSON.stringify` overflows on deep maps with numbers for names. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "(nested too deeply to be shown)";
  }
}

/** A request of which nothing could be understood. */
export function unparsedRequest(reason: string, excerpt: unknown): ParsedRequest {
  return {
    events: [],
    unparsed: [{ reason, excerpt: excerptOf(excerpt) }],
    omittedAlerts: 0,
  };
}
