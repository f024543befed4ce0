import type { z } from "zod";

/** A request body of JSON that has to be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true as const, content: { "application/json": { schema } } };
}

/** A request body of JSON that may be left out, where every key may be. */
export function optionalJsonBody<S extends z.ZodType>(schema: S) {
  return { content: { "application/json": { schema } } };
}

/** An answer of JSON. */
export function jsonAnswer<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { "application/json": { schema } } };
}
