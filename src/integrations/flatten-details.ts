import { scalarText } from "./inbound-fields.ts";
import { isObject, jsonText } from "./inbound-json.ts";

const DEPTH_MAX = 3;

/**
 * A sender's free-form details as names and texts: maps within maps join their names with a dot, lists
 * and whatever lies deeper become JSON text, details that are no map are named "details".
 */
export function flattenDetails(details: unknown): [string, string][] {
  const entries: [string, string][] = [];
  if (details !== undefined && details !== null) addDetails(entries, "", details, 0);
  return entries;
}

function addDetails(
  entries: [string, string][],
  name: string,
  value: unknown,
  depth: number,
): void {
  if (!isObject(value) || depth >= DEPTH_MAX) {
    entries.push([name === "" ? "details" : name, scalarText(value) ?? jsonText(value)]);
    return;
  }
  for (const key of Object.keys(value)) {
    addDetails(entries, name === "" ? key : `${name}.${key}`, value[key], depth + 1);
  }
}
