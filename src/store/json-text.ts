import { cleanTexts } from "../domain/clean-text.ts";

/** JSON of a value whose texts are cleaned, so that both databases keep it and PostgreSQL can parse it. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  // What cannot be stored is always escaped in JSON: "\u0000", and lone surrogates as "\ud8…" to "\udf…".
  return json.includes("\\u0000") || json.includes("\\ud")
    ? JSON.stringify(cleanTexts(value))
    : json;
}

/** The inverse for a column that only this folder writes: its shape is what was put in. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
