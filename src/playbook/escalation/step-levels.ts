/** For which severities a step of an escalation is, where it is not for all. */

import {
  AND_WORDS,
  LEVEL_REMARK_WORDS,
  OR_WORDS,
  SEVERITY_CODES,
  SEVERITY_NAMES,
  WORSE_WORDS,
} from "../vocabulary.ts";
import { readSeverityMention, severityKeysIn } from "../words/severity-id.ts";
import { mentions, wordsIn } from "../words/wording.ts";

export interface StepLevels {
  /** "P1", "SEV2", "critical": each as `readSeverityMention` has it. */
  readonly keys: readonly string[];
  /** "P1+": those that are worse count too. */
  readonly withWorse: boolean;
}

/** The levels in the remarks beside a role: "CTO (P0 only)", "Team lead (P1+, 30 min)", "CEO - SEV1 incidents". */
export function stepLevels(text: string): StepLevels | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const inParentheses = [...text.matchAll(/\(([^()]*)\)/gu)].map((match) => match[1] ?? "");
  const afterDash = text.split(/\s+[-–—]\s+/u).slice(1);
  for (const remark of [...inParentheses, ...afterDash]) {
    const levels = remarkLevels(remark);
    if (levels !== undefined) return levels;
  }
  return undefined;
}

const LENGTH_MAX = 400;

/** The same of a remark alone. One that speaks of anything else besides levels and a time restricts nothing. */
export function remarkLevels(remark: string): StepLevels | undefined {
  const [clause = ""] = remark.split(/[,;]/u);
  const words = wordsIn(clause);
  if (!words.every((word) => /^\p{L}*\d$/u.test(word) || LEVEL_WORDS.has(word))) return undefined;
  const named = words.flatMap((word) => readSeverityMention(word, true) ?? []);
  const keys = [
    ...severityKeysIn(clause),
    ...named.flatMap(({ key, number }) => (number === undefined ? key : [])),
  ];
  if (keys.length === 0) return undefined;
  return { keys, withWorse: /\d\s*\+/u.test(clause) || mentions(clause, WORSE_WORDS) };
}

const LEVEL_WORDS: ReadonlySet<string> = new Set([
  ...LEVEL_REMARK_WORDS,
  ...WORSE_WORDS,
  ...AND_WORDS,
  ...OR_WORDS,
  ...Object.keys(SEVERITY_CODES),
  ...Object.keys(SEVERITY_NAMES),
]);

/** Whether a step is for the severity at `index` of all, worst first. Levels that nothing is called restrict nothing. */
export function isForLevel(
  levels: StepLevels | undefined,
  index: number,
  namesOf: readonly (readonly string[])[],
): boolean {
  if (levels === undefined) return true;
  const named = namesOf.flatMap((names, at) =>
    names.some((name) => levels.keys.includes(name)) ? [at] : [],
  );
  if (named.length === 0) return true;
  return named.includes(index) || (levels.withWorse && index < Math.max(...named));
}
