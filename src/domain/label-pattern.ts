/**
 * Patterns of matchers: RE2, anchored at both ends, as Alertmanager compiles them. RE2's time grows with
 * the text and the pattern, never beyond (docs/decisions/re2.md); JavaScript's own expressions, in which
 * one pattern can hang the pager, are not used on anything a person or a sender wrote.
 */

import { RE2JS, RE2JSException } from "re2js";

export type TextPredicate = (text: string) => boolean;

export type CompiledPattern =
  | { readonly kind: "pattern"; readonly matches: TextPredicate }
  /** @property message Without a full stop. */
  | { readonly kind: "invalid"; readonly message: string };

/** The work of one comparison is their product: some tens of milliseconds at the very worst. */
const PROGRAM_SIZE_MAX = 5000;
const LENGTH_MAX = 20_000;

/** Compiles a pattern that has to match the whole of a text. */
export function compilePattern(pattern: string): CompiledPattern {
  if (pattern.length > LENGTH_MAX) return tooLarge(`it is longer than ${LENGTH_MAX} characters`);
  const simple = compileSimple(pattern);
  if (simple !== undefined) return { kind: "pattern", matches: simple };
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > PROGRAM_SIZE_MAX) return tooLarge("it repeats too much");
    return { kind: "pattern", matches: (text) => compiled.testExact(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { kind: "invalid", message: error.message.replace(/^error parsing regexp: /u, "") };
  }
}

function tooLarge(message: string): CompiledPattern {
  return { kind: "invalid", message };
}

/** Characters that mean something to RE2; all others stand for themselves. */
const SPECIAL = /[\\.+*?()|[\]{}^$]/u;
const ESCAPED_PUNCTUATION = /\\([!-/:-@[-`{-~])/gu;

/** Most patterns are a list of names, or a beginning or end of one: no need of an engine for those. */
function compileSimple(pattern: string): TextPredicate | undefined {
  const alternatives = literalAlternatives(pattern);
  if (alternatives !== undefined) return (text) => alternatives.has(text);
  return compileWildcard(pattern);
}

/** `a|b|c`, with or without a group around it. */
function literalAlternatives(pattern: string): ReadonlySet<string> | undefined {
  const inner = /^\((?:\?:)?([^()]*)\)$/u.exec(pattern)?.[1] ?? pattern;
  const literals = new Set<string>();
  // An escaped bar is not told from one that separates: then the rest is no literal, and RE2 decides.
  for (const part of inner.split("|")) {
    const literal = literalText(part);
    if (literal === undefined) return undefined;
    literals.add(literal);
  }
  return literals;
}

/** `begin.*`, `.*end`, `.+` and so on: text with one wildcard. */
function compileWildcard(pattern: string): TextPredicate | undefined {
  const dot = firstDot(pattern);
  const repetition = pattern[dot + 1];
  const before = literalText(pattern.slice(0, dot));
  const after = literalText(pattern.slice(dot + 2));
  if (before === undefined || after === undefined) return undefined;
  if (repetition !== "*" && repetition !== "+") return undefined;
  const lengthMin = before.length + after.length + (repetition === "+" ? 1 : 0);
  return (text) =>
    text.length >= lengthMin &&
    text.startsWith(before) &&
    text.endsWith(after) &&
    // The dot stands for any character but a newline.
    !text.slice(before.length, text.length - after.length).includes("\n");
}

/** Where the first dot is that is not escaped; the pattern's length when there is none. */
function firstDot(pattern: string): number {
  let index = 0;
  while (index < pattern.length && pattern[index] !== ".") index += pattern[index] === "\\" ? 2 : 1;
  return index;
}

/** The text a pattern stands for, if it stands for one only. */
function literalText(pattern: string): string | undefined {
  const rest = pattern.replaceAll(ESCAPED_PUNCTUATION, "");
  return SPECIAL.test(rest) ? undefined : pattern.replaceAll(ESCAPED_PUNCTUATION, "$1");
}
