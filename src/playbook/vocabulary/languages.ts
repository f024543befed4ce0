/**
 * The languages that are read, merged. A playbook has no setting for its language and may mix several:
 * a word that would say something else in another language is in no table.
 */

import { ENGLISH } from "./english/english.ts";
import { GERMAN } from "./german/german.ts";
import { withSpellings } from "./spellings.ts";

type Words = readonly string[];

/** The shape of a table, without its words. */
type Shape<T> = T extends Words
  ? Words
  : T extends ReadonlySet<string>
    ? ReadonlySet<string>
    : T extends object
      ? { readonly [K in keyof T]: Shape<T[K]> }
      : T;

/** Every language has every table of the English one; one it has no words for is empty. */
type Language = Shape<typeof ENGLISH>;

const LANGUAGES: readonly Language[] = [ENGLISH, GERMAN];

/** A list of words or phrases in all languages, in each of their spellings. */
export function words(table: (language: Language) => Words): Words {
  return [...new Set(LANGUAGES.flatMap((language) => table(language).flatMap(withSpellings)))];
}

/** The same as a set, for single words. */
export function wordSet(table: (language: Language) => ReadonlySet<string>): ReadonlySet<string> {
  return new Set(words((language) => [...table(language)]));
}

/** What each word stands for. Where two languages share a word, the first one's meaning holds. */
export function values<T>(
  table: (language: Language) => Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const entries = LANGUAGES.flatMap((language) => Object.entries(table(language)));
  return Object.fromEntries(
    entries.reverse().flatMap(([word, value]) => withSpellings(word).map((one) => [one, value])),
  );
}

/** Several lists, by what they are about. */
export function lists<K extends string>(
  table: (language: Language) => Readonly<Record<K, Words>>,
): Readonly<Record<K, Words>> {
  const merged: Record<K, Words> = { ...table(ENGLISH) };
  for (const key in merged) merged[key] = words((language) => table(language)[key]);
  return merged;
}

/** What each language has of its own, one after the other. */
export function each<T>(table: (language: Language) => readonly T[]): readonly T[] {
  return LANGUAGES.flatMap(table);
}
