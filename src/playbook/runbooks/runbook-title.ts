/** What a heading says about the runbook below it. */

import type { Section } from "../markdown/document.ts";
import { RUNBOOK_PREFIXES, RUNBOOK_SUFFIXES } from "../vocabulary/runbooks.ts";
import { WHOLE_PROCESS } from "../words/procedure-words.ts";
import { wordsOf } from "../words/text-words.ts";
import { anyOf, mentions } from "../words/wording.ts";

const PREFIX = new RegExp(`^(?:${anyOf(RUNBOOK_PREFIXES)})\\s*\\d*\\s*[:–—-]\\s*\\S`, "iu");
const SUFFIX = new RegExp(`\\S\\s+(?:${anyOf(RUNBOOK_SUFFIXES)})$`, "iu");

const PROCESS_WORDS: ReadonlySet<string> = new Set(WHOLE_PROCESS.flatMap(wordsOf));

/** "Runbook: cold rooms", "Scenario 2: no water". */
export function hasRunbookPrefix(title: string): boolean {
  return PREFIX.test(title);
}

/** Whether the heading names the procedure for one problem, not the process for all: "Cache outage runbook". */
export function namesOneRunbook({ title, level }: Pick<Section, "title" | "level">): boolean {
  if (hasRunbookPrefix(title)) return true;
  if (!SUFFIX.test(title)) return false;
  // Below the document's title other words tell the procedure from the process for all.
  const words = wordsOf(title.replace(LAST_WORD, ""));
  const isNamed = level >= 2 && words.filter((word) => !PROCESS_WORDS.has(word)).length >= 2;
  return isNamed || !mentions(title, WHOLE_PROCESS);
}

const LAST_WORD = /\s\S+$/u;

/** Whether the heading names the whole process after all: "Runbook: incident response". */
export function namesWholeProcess(title: string): boolean {
  const name = title.replace(/^[^:–—-]*[:–—-]/u, "");
  return wordsOf(name).every((word) => PROCESS_WORDS.has(word));
}
