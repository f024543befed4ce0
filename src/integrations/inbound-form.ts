/** Bodies as HTML forms send them, and `curl --data-urlencode`: what a shell can write without quoting JSON. */

import { emptyMap } from "./bounded-text.ts";
import { bodyText, type ReadJson, readJson } from "./inbound-json.ts";
import type { InboundRequest } from "./source.ts";

const FORM = /^application\/x-www-form-urlencoded(?:;|$)/iu;
const FIELDS_MAX = 1000;
const GROUPS = ["labels", "annotations"];

/**
 * The body as JSON, or else, where it is said to be one, a form as an object of texts; `labels.host` stands
 * in `labels`. JSON comes first: `curl --data` says that it is a form whatever it sends.
 */
export function readJsonOrForm(request: InboundRequest): ReadJson {
  const json = readJson(request);
  if (json.ok || request.truncated || !FORM.test(request.contentType)) return json;
  const fields = [...new URLSearchParams(bodyText(request.body).trim())].slice(0, FIELDS_MAX);
  if (!fields.some(([, value]) => value !== "")) return json;
  return { ok: true, value: toObject(fields) };
}

function toObject(fields: readonly (readonly [string, string])[]): Record<string, unknown> {
  const object: Record<string, unknown> = emptyMap();
  const groups = new Map(GROUPS.map((name) => [name, emptyMap()]));
  for (const [name, value] of fields) {
    const dot = name.indexOf(".");
    const group = dot < 0 ? undefined : groups.get(name.slice(0, dot));
    if (group === undefined) object[name] = value;
    else group[name.slice(dot + 1)] = value;
  }
  for (const [name, group] of groups) if (Object.keys(group).length > 0) object[name] = group;
  return object;
}
