/** The fields that bodies of Opsgenie's alert API share. */

import { ANNOTATION_LENGTH_MAX, boundedText } from "./bounded-text.ts";
import { flattenDetails } from "./flatten-details.ts";
import { scalarText } from "./inbound-fields.ts";
import { isObject, type JsonObject, jsonText, own, ownText } from "./inbound-json.ts";

/**
 * The severity that a priority means: the playbook may have a P1 of its own, which is not Opsgenie's. One
 * that was not given is no priority at all, although Opsgenie makes P3 of it.
 */
export const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ["P1", "critical"],
  ["P2", "error"],
  ["P3", "warning"],
  ["P4", "info"],
  ["P5", "info"],
]);

/** The details, and what stands beside them where no detail has its name. */
export function labelsOf(body: JsonObject): [string, string][] {
  const labels = flattenDetails(own(body, "details"));
  const known = new Set(labels.map(([name]) => name));
  const beside: [string, string | undefined][] = [
    ["severity", SEVERITIES.get(priorityOf(body) ?? "")],
    ["priority", priorityOf(body)],
    ["entity", scalarText(own(body, "entity"))],
    ["source", scalarText(own(body, "source"))],
    ["tags", listText(own(body, "tags"))],
    ["responders", respondersOf(body)],
  ];
  for (const [name, text] of beside) {
    if (text !== undefined && text !== "" && !known.has(name)) labels.push([name, text]);
  }
  return labels;
}

export function priorityOf(body: JsonObject): string | undefined {
  return ownText(body, "priority")?.trim().toUpperCase();
}

export function annotationsOf(body: JsonObject): [string, string][] {
  const annotations: [string, string][] = [];
  for (const name of ["description", "user", "actions", "visibleTo"]) {
    const value = own(body, name);
    const text = scalarText(value) ?? jsonText(value);
    if (value !== undefined && text !== "") annotations.push([name, text]);
  }
  return annotations;
}

/** "team ops, user ann@example.test" */
function respondersOf(body: JsonObject): string | undefined {
  const responders = own(body, "responders");
  if (!Array.isArray(responders)) return undefined;
  return responders
    .filter(isObject)
    .map((one) => {
      const who = ownText(one, "name") ?? ownText(one, "username") ?? ownText(one, "id") ?? "";
      return [ownText(one, "type") ?? "", who].join(" ").trim();
    })
    .join(", ");
}

export function listText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return scalarText(value);
  // Alertmanager splits "a, b" at the comma only.
  return value.flatMap((item) => scalarText(item)?.trim() ?? []).join(", ");
}

/** What a sender says, with who says it where it names somebody. */
export function noteOf(body: JsonObject): string | undefined {
  const note = ownText(body, "note");
  if (note === undefined) return undefined;
  const user = ownText(body, "user");
  return boundedText(user === undefined ? note : `${user}: ${note}`, ANNOTATION_LENGTH_MAX);
}
