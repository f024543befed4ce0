/**
 * Bodies of senders that have a form of their own, turned into the plain form by a mapping: where each
 * field stands, by JSON pointer (RFC 6901).
 *
 * A field is a pointer, `/monitor/name`, or a text with pointers in braces, `{/host} is {/state}`, which is
 * there when all its pointers lead to a text, a number or a flag. Of several the first that is there counts.
 * `values` says what a value means, and `default` what holds where nothing is there, or where `values` does
 * not name what is.
 */

import type { FieldMapping, InboundMapping } from "../domain/inbound-mapping.ts";
import { scalarText } from "./inbound-fields.ts";
import type { JsonObject } from "./inbound-json.ts";

const FIELDS = ["title", "status", "severity", "dedupKey", "groupKey", "url"] as const;
const POINTER_IN_BRACES = /\{(\/[^{}]*)\}/gu;

/** The body in the plain form; what is not there is left out. */
export function mapBody(body: unknown, mapping: InboundMapping): JsonObject {
  return Object.fromEntries([
    ...FIELDS.flatMap((name) => entryOf(name, body, mapping[name])),
    ["labels", mapAll(body, mapping.labels)],
    ["annotations", mapAll(body, mapping.annotations)],
  ]);
}

function mapAll(
  body: unknown,
  fields: Readonly<Record<string, FieldMapping>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => entryOf(name, body, field)),
  );
}

function entryOf(name: string, body: unknown, field: FieldMapping | undefined): [string, string][] {
  const text = field === undefined ? undefined : fieldText(body, field);
  return text === undefined || text === "" ? [] : [[name, text]];
}

function fieldText(body: unknown, field: FieldMapping): string | undefined {
  if (typeof field === "string") return templateText(body, field);
  const templates = typeof field.from === "string" ? [field.from] : field.from;
  for (const template of templates) {
    const text = templateText(body, template);
    if (text === undefined) continue;
    if (field.values === undefined) return text;
    return Object.hasOwn(field.values, text) ? field.values[text] : (field.default ?? text);
  }
  return field.default;
}

/** Undefined where one of its pointers leads nowhere, or to nothing. */
function templateText(body: unknown, template: string): string | undefined {
  if (template.startsWith("/")) return pointedText(body, template);
  let isWhole = true;
  const text = template.replace(POINTER_IN_BRACES, (_, pointer: string) => {
    const found = pointedText(body, pointer);
    isWhole &&= found !== undefined;
    return found ?? "";
  });
  return isWhole ? text : undefined;
}

function pointedText(body: unknown, pointer: string): string | undefined {
  let value = body;
  for (const escaped of pointer.slice(1).split("/")) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    // Lists too: their indexes are names of their own, and their length, which is not enumerable, is not.
    if (typeof value !== "object" || value === null) return undefined;
    if (!Object.prototype.propertyIsEnumerable.call(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  const text = scalarText(value);
  return text === "" ? undefined : text;
}
