/** JSON of other people's making, read without believing anything about its form. */

import { readFileSync } from "node:fs";

export type Tree = Readonly<Record<string, unknown>>;

export function readTree(path: string): Tree {
  return asTree(JSON.parse(readFileSync(path, "utf8")));
}

export function asTree(value: unknown): Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
