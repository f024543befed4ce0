/** What a form's objections mean in words, each at its place in `tocsin.yaml`. */

import type * as z from "zod";
import type { Diagnostic } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { closestName } from "../words/closest-name.ts";
import type { OverlayPath, OverlaySource } from "./overlay-source.ts";

type Issue = z.core.$ZodIssue;

/** The keys known at a path: the published schema is walked, which is the form itself. */
export type KnownKeys = (path: OverlayPath) => readonly string[];

export const SECRET_HELP =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
  "Write ${NAME} and set the environment variable NAME where Tocsin runs, or file:PATH for a file it can read. " +
  "The secret is in the file's history now: replace it at its source.";

/** One diagnostic for each thing that is wrong: TOC502, TOC503 or TOC506. */
export function describeIssue(issue: Issue, source: OverlaySource, known: KnownKeys): Diagnostic[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey(key, issue.path, source, known));
  const at = source.locate(issue.path);
  const name = pathName(issue.path);
  if (issue.code === "custom" && issue.params?.["secret"] === true)
    return [diagnostic("TOC506", at, `${name} ${issue.message}`, SECRET_HELP)];
  if (isMissing(issue)) return [missingKey(issue.path, source)];
  const { sentence, help } = wrongForm(issue, issue.input);
  return [diagnostic("TOC503", at, `${name} ${sentence}`, help)];
}

function isMissing(issue: Issue): boolean {
  return issue.code === "invalid_type" && issue.input === undefined && issue.path.length > 0;
}

/** A path as people write it: `people[2].contact[0].kind`. */
export function pathName(path: OverlayPath): string {
  if (path.length === 0) return "tocsin.yaml";
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const key = String(step);
      if (!/^[\w-]+$/.test(key)) return `["${key}"]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

function unknownKey(
  key: string,
  path: OverlayPath,
  source: OverlaySource,
  known: KnownKeys,
): Diagnostic {
  const keys = known(path);
  const meant = closestName(key, keys);
  const inside = path.length === 0 ? "" : ` in ${pathName(path)}`;
  return diagnostic(
    "TOC502",
    source.locateKey([...path, key]),
    `"${key}" is not a key that Tocsin knows${inside}`,
    meant === undefined ? `The keys known here: ${keys.join(", ")}.` : `Did you mean "${meant}"?`,
  );
}

function missingKey(path: OverlayPath, source: OverlaySource): Diagnostic {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  return diagnostic(
    "TOC503",
    source.locate(parent),
    parent.length === 0 ? `"${key}" is missing` : `${pathName(parent)} lacks "${key}"`,
    `Add "${key}: …" here.`,
  );
}

function wrongForm(issue: Issue, value: unknown): { sentence: string; help?: string } {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, value);
    case "invalid_value": {
      const choices = issue.values.map(String);
      const meant = typeof value === "string" ? closestName(value, choices) : undefined;
      return {
        sentence: `must be one of ${choices.join(", ")}`,
        ...(meant === undefined ? {} : { help: `Did you mean "${meant}"?` }),
      };
    }
    case "too_small":
      return issue.origin === "int" || issue.origin === "number"
        ? { sentence: `must be at least ${issue.minimum}` }
        : { sentence: "must not be empty" };
    case "too_big":
      return { sentence: `must be at most ${issue.maximum}` };
    case "invalid_union":
      return { sentence: "must be text, a number, or true or false" };
    default:
      return { sentence: issue.message };
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
};

function wrongType(expected: string, value: unknown): { sentence: string; help?: string } {
  const wanted = TYPE_NAMES[expected] ?? expected;
  if (value === null)
    return {
      sentence: `is empty, but must be ${wanted}`,
      help: "Give it a value, or remove the key.",
    };
  const sentence = `must be ${wanted}, but is ${typeName(value)}`;
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
    return { sentence, help: `Put it in quotes: "${value}".` };
  if (expected === "array") return { sentence, help: "Begin each item with a dash: - …" };
  return { sentence };
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map of keys and values";
  return TYPE_NAMES[typeof value] ?? typeof value;
}
