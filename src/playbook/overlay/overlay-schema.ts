import * as z from "zod";
import { overlayForm } from "./overlay-form.ts";
import type { OverlayPath } from "./overlay-source.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The published JSON Schema (draft 2020-12) of `tocsin.yaml`, for completion and checks in editors. */
export function overlayJsonSchema(): JsonSchema {
  // "input": the schema describes what is written, before defaults and conversions.
  return z.toJSONSchema(overlayForm, { target: "draft-2020-12", io: "input" });
}

/** The schema as the published file has it. */
export function overlaySchemaText(): string {
  return `${JSON.stringify(overlayJsonSchema(), null, 2)}\n`;
}

/** The keys that the form knows at a path; none where any name may stand. */
export function knownKeysAt(schema: JsonSchema, path: OverlayPath): readonly string[] {
  let here: JsonSchema | undefined = schema;
  for (const step of path) {
    here = typeof step === "number" ? single(here?.items) : memberOf(here, String(step));
  }
  return Object.keys(here?.properties ?? {});
}

function memberOf(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  return single(schema?.properties?.[key] ?? schema?.additionalProperties);
}

/** A schema that is one object; the `true` and `false` of JSON Schema and lists of schemas have no keys. */
function single(part: JsonSchema["items"]): JsonSchema | undefined {
  return typeof part === "object" && !Array.isArray(part) ? part : undefined;
}
