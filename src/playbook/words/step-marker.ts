/** What the words that introduce steps say about their place: a number, an alternative, a condition. */

import {
  ALTERNATIVE_WORDS,
  CONDITION_CLAUSE_LEADS,
  CONDITION_LEADS,
  KIND_LEADS,
  NO_ALTERNATIVES,
  NO_CONDITIONS,
  NO_KINDS,
  NUMBERED_WAY_WORDS,
  OR_WORDS,
  REMEDY_LABELS,
  STEP_MARKS,
  WAY_WORDS,
} from "../vocabulary/runbooks.ts";
import { isInstruction } from "./instructions.ts";
import { anyOf } from "./wording.ts";

export type StepMarker =
  /** "MITIGATION 2: Add workers", "Option B": one way of several. */
  | { readonly kind: "alternative"; readonly title: string; readonly isFirst: boolean }
  /** "Or edit the file": another way to do what stands before it. */
  | { readonly kind: "or"; readonly title: string }
  /** "If the disk is full:" */
  | { readonly kind: "branch"; readonly title: string; readonly when: string }
  /** "3. Read the log", "Step 3: …"; `opens` when it ends with a colon. */
  | { readonly kind: "numbered"; readonly title: string; readonly opens: boolean }
  /** "Solution: add workers" */
  | { readonly kind: "remedy"; readonly label: string; readonly title: string }
  /** "- disk full → add one" */
  | { readonly kind: "bullet"; readonly title: string }
  /** "Common causes:" */
  | { readonly kind: "label"; readonly title: string }
  | { readonly kind: "plain"; readonly title: string };

/** Comments and headings are short; what is longer is prose. */
const LENGTH_MAX = 300;

const NUMBER_OR_LETTER = "(?:\\s*#?\\s*\\d+|\\s+[a-z](?=\\s*[:.)–—-]|$))";
const ALTERNATIVE = new RegExp(
  `^(?:${anyOf(WAY_WORDS)})${NUMBER_OR_LETTER}\\s*[:.)–—-]*\\s*(.*)$`,
  "iu",
);
/** These words begin sentences too ("Fix 3 pods"), so what follows the number must set it apart. */
const NUMBERED_REMEDY = new RegExp(
  `^(?:${anyOf(NUMBERED_WAY_WORDS)})(?:\\s*#?\\s*\\d+|\\s+[a-z])\\s*[:.)–—-]+\\s*(.*)$`,
  "iu",
);
const ALTERNATIVE_WORD = new RegExp(`^(?:${anyOf(ALTERNATIVE_WORDS)})\\s*[:,–—-]\\s*(.*)$`, "iu");
const OR = new RegExp(
  `^(?:${anyOf(OR_WORDS)})\\b(?!\\s+(?:${anyOf(NO_ALTERNATIVES)})\\b)\\s*[:,–—-]*\\s*(.*)$`,
  "iu",
);
const STEP = new RegExp(
  `^(?:${anyOf(STEP_MARKS)})(?:\\s*#?\\s*\\d+(?:\\.\\d+)*|\\s+[a-z](?=\\s*[:.)–—-]|$))\\s*[:.)–—-]*\\s*(.*)$`,
  "iu",
);
const NUMBER = /^\(?\d{1,3}(?:\.\d+)*\s*[.):]\s*(\S.*)$/u;
const REMEDY = new RegExp(`^(${anyOf(REMEDY_LABELS)})\\s*:\\s*(\\S.*)$`, "iu");
const BULLET = /^[-*•+→]\s+(\S.*)$/u;
const CONDITION = new RegExp(`^(?:${anyOf(CONDITION_LEADS)})\\s+(.*?)\\s*[:：]$`, "iu");
/** "For containers:", "For containers, they run in the yard:"; not "For example:", "For each pod:". */
const KIND = new RegExp(
  `^(?:${anyOf(KIND_LEADS)})\\s+(?!(?:${anyOf(NO_KINDS)})\\b)([^,:：]{2,80}?)(?:,\\s+([^:：]+))?\\s*[:：]$`,
  "isu",
);
const CONDITION_CLAUSE = new RegExp(
  `^(?:${anyOf(CONDITION_CLAUSE_LEADS)})\\s+([^,:]{2,100}),\\s*\\S`,
  "iu",
);
const TITLE_CONDITION = new RegExp(`^(?:${anyOf(CONDITION_CLAUSE_LEADS)})\\s+(\\S.{1,150})$`, "iu");
const NO_CONDITION = new RegExp(`^(?:${anyOf(NO_CONDITIONS)})\\b`, "iu");

/** Never empty-handed: text that is none of the others is `plain`. */
export function readStepMarker(written: string): StepMarker {
  const text = written.trim();
  if (text.length > LENGTH_MAX) return { kind: "plain", title: text };
  const alternative = (ALTERNATIVE.exec(text) ?? NUMBERED_REMEDY.exec(text))?.[1];
  if (alternative !== undefined)
    return {
      kind: "alternative",
      title: withoutColon(alternative) || withoutColon(text),
      isFirst: /^[a-z]+\s*#?\s*(?:1\b|a\b)/iu.test(text),
    };
  const or = (ALTERNATIVE_WORD.exec(text) ?? OR.exec(text))?.[1];
  if (or !== undefined)
    return { kind: "or", title: capitalised(withoutColon(or)) || "Alternative" };
  const branch = readBranch(text);
  if (branch !== undefined) return branch;
  const bullet = BULLET.exec(text)?.[1];
  if (bullet !== undefined) return { kind: "bullet", title: bullet };
  const numbered = (STEP.exec(text) ?? NUMBER.exec(text))?.[1];
  if (numbered !== undefined)
    return { kind: "numbered", title: withoutColon(numbered) || text, opens: endsWithColon(text) };
  const remedy = REMEDY.exec(text);
  if (remedy !== null)
    return { kind: "remedy", label: remedy[1] ?? "", title: withoutColon(remedy[2] ?? "") };
  return endsWithColon(text)
    ? { kind: "label", title: withoutColon(text) }
    : { kind: "plain", title: text };
}

/** A condition for a person to judge; "if needed" is none. */
function readBranch(text: string): StepMarker | undefined {
  const when = whenOf(text);
  if (when === undefined || NO_CONDITION.test(when)) return undefined;
  return { kind: "branch", title: withoutColon(text), when };
}

function whenOf(text: string): string | undefined {
  const condition = CONDITION.exec(text)?.[1];
  if (condition !== undefined) return withoutDeed(condition);
  const [, kind, deed = ""] = KIND.exec(text) ?? [];
  // "For that pod, read the log:" is a step like any other.
  if (kind !== undefined && !deed.split(", ").some(isInstruction)) return kind;
  return CONDITION_CLAUSE.exec(text)?.[1];
}

/** "it leaks, close the valve" is the case when it leaks. */
function withoutDeed(condition: string): string {
  const [, when, deed = ""] =
    /^(.{2,100}?)(?:,|:|\s[–—-]|\s(?:→|->|=>))\s+(.*)$/su.exec(condition) ?? [];
  return when !== undefined && isInstruction(deed) ? when : condition;
}

/** The condition that a heading consists of: "If the disk is full". */
export function conditionOfTitle(title: string): string | undefined {
  const condition = TITLE_CONDITION.exec(withoutColon(title))?.[1];
  const when = condition === undefined ? undefined : withoutDeed(condition);
  return when === undefined || NO_CONDITION.test(when) ? undefined : when;
}

/** Whether the heading is numbered as a step or an alternative by a word, not only by a number. */
export function isNamedStep(title: string): boolean {
  return STEP.test(title) || ALTERNATIVE.test(title) || NUMBERED_REMEDY.test(title);
}

/** A line of signs that only separates: "-----", "====". */
export function isRule(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

export function withoutColon(text: string): string {
  return text.replace(/\s*[:：]+\s*$/u, "").trim();
}

function endsWithColon(text: string): boolean {
  return /[:：]$/u.test(text);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
