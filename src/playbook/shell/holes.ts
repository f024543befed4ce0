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
  /(?:(?<![A-Za-z0-9<>$&])|(?<=[\s]-[A-Za-z]))<(?!none>|unknown>)([A-Za-z](?:[^<>\n`$;&"'\\]*[^<>\n`$;&"'\\\s])?)>(?![A-Za-z0-9>&|($`])/gu;

/** `[USER_ID]`, but not a character class such as `[A-Z]` or an index. */
const BRACKETED = /(?<![\w$\])}*?])\[([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\](?![\w[*?])/gu;

/** `[service-name]`, `[pod]`, a word of its own: as a pattern it would match one letter. */
const BRACKETED_NAME = /(?<=\s)\[(?:[a-z][a-z0-9]+(?:[-_ ][a-z0-9]+)+|[a-z]{3,20})\](?=\s|$)/gu;

/** Words that ask to be replaced, and the generated parts of names such as `incident-YYYYMMDD-NNN`. */
const SHOUTED = /(?<![A-Za-z0-9_$])(?:YOUR_[A-Z0-9_]+|CHANGE_?ME|YYYYMMDD|NNN)(?![A-Za-z0-9_])/gu;

export interface PlacedPlaceholder extends Placeholder {
  /** Offset of its first character. */
  readonly at: number;
}

export interface FilledText {
  /** As long as the text given, with `HOLE` for every character of a placeholder. */
  readonly text: string;
  /** All of them, in the order of the text. */
  readonly placeholders: readonly PlacedPlaceholder[];
}

/** Replaces what a person is to fill in. `$NAME` is left alone: it is the shell's own syntax. */
export function replacePlaceholders(text: string): FilledText {
  const placeholders: PlacedPlaceholder[] = [];
  let result = text;
  for (const pattern of [ANGLED, BRACKETED, BRACKETED_NAME, SHOUTED]) {
    for (const match of result.matchAll(pattern)) {
      const [written, inner] = match;
      placeholders.push({ name: inner ?? written, text: written, at: match.index });
    }
    result = result.replace(pattern, (written) => HOLE.repeat(written.length));
  }
  placeholders.sort((a, b) => a.at - b.at);
  return { text: result, placeholders };
}

/** The first of each text, in order. */
export function unique(placeholders: readonly Placeholder[]): Placeholder[] {
  const seen = new Map<string, Placeholder>();
  for (const { name, text } of placeholders) if (!seen.has(text)) seen.set(text, { name, text });
  return [...seen.values()];
}

/** A text made from filled text, with the placeholders as they were written. */
export function withPlaceholders(text: string, placeholders: readonly Placeholder[]): string {
  return text.replaceAll(/\uE000+/gu, (hole) => {
    const written = placeholders.find((placeholder) => placeholder.text.length === hole.length);
    return written?.text ?? "…";
  });
}
