/**
 * The project speaks of Tocsin alone: where and by whom a line was written, and through which mirror a
 * package came, is of no use to a reader.
 */

import type { Finding } from "./finding.ts";

/** Letters in brackets keep these rules from finding themselves. */
const WORKPLACE =
  /\b(?:[h]elper-\d|[c]oding (?:agents?|sessions?)|(?:this|previous|earlier|next|another) [s]ession\b|[i]ssue #?\d)/iu;

/** Folders of one machine. */
const OWN_FOLDER = /(?<![\w.~:>/-])\/(?:[w]ork|[r]oot|[U]sers)\/[\w.-]/u;
/** Folders that every machine has, which tests may name. */
const ANY_FOLDER = /(?<![\w.~:>/-])\/(?:[t]mp|[h]ome)\/[\w.-]/u;

const ADVICE_WORKPLACE =
  "say what holds for Tocsin; how a change came about stands in its commit message.";
const ADVICE_FOLDER = "make the path relative to this repository, or take it as a setting.";

/** Traces of the workplace in any text of the repository. */
export function findTraces(path: string, text: string): Finding[] {
  const isTest = path.startsWith("test/") || /\.test\.ts$/u.test(path);
  if (![WORKPLACE, OWN_FOLDER, ANY_FOLDER].some((trace) => trace.test(text))) return [];
  return text.split("\n").flatMap((content, index) => {
    const line = index + 1;
    if (WORKPLACE.test(content)) return [{ path, line, message: ADVICE_WORKPLACE }];
    const folder = OWN_FOLDER.test(content) || (!isTest && ANY_FOLDER.test(content));
    return folder ? [{ path, line, message: ADVICE_FOLDER }] : [];
  });
}

/** Words of prose that mean something else here: a program that acts for somebody. */
const ACTOR = /(?<![\w-])[a]gents?(?![\w-])/iu;

/** The same in prose, where a word is not somebody else's name for something. */
export function findActors(
  path: string,
  prose: readonly { text: string; line: number }[],
): Finding[] {
  return prose
    .filter(({ text }) => ACTOR.test(text))
    .map(({ line }) => ({ path, line, message: ADVICE_WORKPLACE }));
}

/** The host of a mirror that packages were installed through. */
export function findRegistryHost(path: string, text: string, host: string): Finding[] {
  const index = text.split("\n").findIndex((content) => content.includes(host));
  if (index < 0) return [];
  const message = "this names the registry of one machine: packages are named without it.";
  return [{ path, line: index + 1, message }];
}
