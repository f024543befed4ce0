/**
 * Placeholders in command lines: found before the shell syntax is parsed and replaced, character by
 * character, by a mark no shell knows, so that every offset stays what it was in the text.
 */

import type { Placeholder } from "../../domain/playbook.ts";

/** Stands for one character of a value a person fills in: one argument, never starting with "-". */
export const HOLE = "\uE000";

/** Stands for text that only running the command would tell. */
export const COMPUTED = "\uE001";

/** Text that uses the marks itself (or another private character) is not read at all. */
export const PRIVATE_CHARACTERS = /[\uE000-\uF8FF]/u;

/**
 * `<pod-name>`, `<a|b>`, `<name of the pod>`: a letter first, no space at the ends, nothing but a
 * separator around it, so that `cmd <in>out` stays the pair of redirections it is. `<none>` and
 * `<unknown>` are what kubectl prints, not blanks.
 */
const ANGLED =
  /(?<![\w<>$&])<(?!none>|unknown>)([A-Za-z](?:[^<>\n`$;&"'\\]*[^<>\n`$;&"'\\\s])?)>(?![\w>&|(])/gu;

/** `[USER_ID]`, but not a character class such as `[A-Z]` or an index. */
const BRACKETED = /(?<![\w$\])}*?])\[([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\](?![\w[*?])/gu;

/** Words that ask to be replaced, and the generated parts of names such as `incident-YYYYMMDD-NNN`. */
const SHOUTED = /(?<![A-Za-z0-9_$])(?:YOUR_[A-Z0-9_]+|CHANGE_?ME|YYYYMMDD|NNN)(?![A-Za-z0-9_])/gu;

export interface FilledText {
  /** As long as the text given, with `HOLE` for every character of a placeholder. */
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
}

/** Replaces what a person is to fill in. `$NAME` is left alone: it is the shell's own syntax. */
export function replacePlaceholders(text: string): FilledText {
  const placeholders: (Placeholder & { at: number })[] = [];
  let result = text;
  for (const pattern of [ANGLED, BRACKETED, SHOUTED]) {
    result = result.replace(pattern, (written: string, ...rest: unknown[]) => {
      const inner = typeof rest[0] === "string" ? rest[0] : written;
      const at = rest.find((item) => typeof item === "number") as number;
      placeholders.push({ name: inner, text: written, at });
      return HOLE.repeat(written.length);
    });
  }
  placeholders.sort((a, b) => a.at - b.at);
  return { text: result, placeholders: unique(placeholders) };
}

/** The first of each text, in order. */
export function unique(placeholders: readonly Placeholder[]): Placeholder[] {
  const seen = new Map<string, Placeholder>();
  for (const { name, text } of placeholders) if (!seen.has(text)) seen.set(text, { name, text });
  return [...seen.values()];
}
