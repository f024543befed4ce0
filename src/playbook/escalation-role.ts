/** Roles of an escalation in words. */

import type { IsoDuration } from "../domain/playbook.ts";
import { oneLine, splitLabel } from "./plain-text.ts";
import { readDuration, readTimeWindow } from "./read-duration.ts";
import { readSeverityMention } from "./severity-id.ts";
import {
  ARTICLES,
  CONDITION_WORDS,
  PERSON_VERBS,
  ROLE_ENDS,
  ROLE_WORDS,
  STEP_WORDS,
  VERB_PREFIXES,
} from "./vocabulary.ts";
import { LETTERS_AND_DIGITS } from "./word-characters.ts";
import { anyOf, mentions, spacedWords } from "./wording.ts";

export interface RoleMention {
  readonly role: string;
  /** "CTO" of "Engineering Lead (CTO)". */
  readonly title?: string;
  /** When the text gives a time: the start of its window. */
  readonly after?: IsoDuration;
}

const WORDS_MAX = 6;
/** Longer texts are prose, not a role or a chain of roles. */
const LENGTH_MAX = 400;

/** Whether a text is a role and little else: "On-Call Engineer", not "Restart the engine". */
export function isRole(text: string): boolean {
  const words = spacedWords(text).trim().split(" ");
  return words.length <= WORDS_MAX && mentions(text, ROLE_WORDS) && !LEADING_VERB.test(text);
}

/** The role a whole text is, with its title and time in parentheses; undefined when it is none. */
export function readRole(text: string): RoleMention | undefined {
  const label = readRoleLabel(text);
  return label !== undefined && isRole(label.role) ? label : undefined;
}

/** The same of a text that is known to be a role by where it stands; undefined when it is no few words. */
export function readRoleLabel(text: string): RoleMention | undefined {
  const after = readTimeWindow(text)?.start;
  const pieces = [...text.matchAll(/\(([^()]*)\)/gu)].map((match) => (match[1] ?? "").trim());
  const title = pieces.find((piece) => piece !== "" && !isTimed(piece) && piece.length <= 40);
  const role = oneLine(
    text
      .replace(/\([^()]*\)/gu, " ")
      .replace(/[,;]\s*(?:after|within|\+)?\s*\d.*$/iu, "")
      .replace(/[.,;:]+\s*$/u, ""),
  ).replace(ARTICLE, "");
  if (role === "" || role.split(" ").length > WORDS_MAX) return undefined;
  return {
    role,
    ...(title === undefined ? {} : { title }),
    ...(after === undefined ? {} : { after }),
  };
}

/**
 * The role a sentence of an escalation is about: "Level 2 (15-30 min): Escalate to the incident
 * commander" is the incident commander after 15 minutes, "On-call engineer investigates" the on-call
 * engineer. Undefined when it names none.
 */
export function readRoleInSentence(text: string): RoleMention | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const after = readTimeWindow(text)?.start;
  const body = withoutStepLabel(text);
  const role = roleOfPhrase(body.replace(/\([^()]*\)/gu, " "));
  if (role === undefined) return undefined;
  const title = readRole(body)?.title;
  return {
    role,
    ...(title === undefined ? {} : { title }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Whether a text speaks of steps joined by arrows. */
export function hasArrow(text: string): boolean {
  return ARROW.test(text);
}

/** Whether a text begins with the number of a step: "Level 2 (15-30 min): …". */
export function hasStepLabel(text: string): boolean {
  return STEP_LABEL.test(text);
}

/** The roles of "On-call → Commander → CTO"; undefined when it is no chain of roles. */
export function readRoleChain(text: string): readonly RoleMention[] | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const pieces = text.split(ARROW).map((piece) => piece.trim());
  if (pieces.length < 2) return undefined;
  const roles = pieces.map(readRole).filter((role) => role !== undefined);
  return roles.length === pieces.length ? roles : undefined;
}

/** The severity a line of an escalation is for, and what it says of it: "P0: on-call → CTO". */
export function splitSeverity(text: string): { key?: string; id?: string; rest: string } {
  const mention = readSeverityMention(text, true);
  // In an escalation "Level 1" is a step.
  if (mention === undefined || hasStepLabel(text)) return { rest: text };
  const rest = mention.rest.replace(/^\([^()]*\)\s*[:–—-]*\s*/u, "");
  // "P0 Critical: on-call → CTO": the name belongs to the severity.
  const label = splitLabel(rest);
  const isNamed = label !== undefined && !ARROW.test(label.label) && !isRole(label.label);
  return { key: mention.key, id: mention.id, rest: isNamed ? label.rest : rest };
}

const ARROW = /\s*(?:→|⟶|➔|➜|⇒|➡|▶|►|->|-->|=>|»|\s>\s)\s*/u;
const ARTICLE = new RegExp(`^(?:(?:${anyOf(ARTICLES)})\\s+)+`, "iu");
const LEADING_VERB = new RegExp(
  `^(?:(?:${anyOf(VERB_PREFIXES)})\\s+)*(?:${anyOf(PERSON_VERBS)})(?![${LETTERS_AND_DIGITS}-])\\s*`,
  "iu",
);
const ROLE_END = new RegExp(
  `\\s+(?:${anyOf([...ROLE_ENDS, ...CONDITION_WORDS])})(?![${LETTERS_AND_DIGITS}-]).*$`,
  "isu",
);
const STEP_LABEL = new RegExp(
  `^(?:${anyOf(STEP_WORDS)})\\s*\\d+(?:\\s*\\([^()]*\\))?\\s*[:–—-]*\\s*`,
  "iu",
);

function isTimed(text: string): boolean {
  return readTimeWindow(text) !== undefined || readDuration(text) !== undefined;
}

/** Drops "Level 2 (15-30 min):", and a label that is only a time: "After 30 minutes: …". */
function withoutStepLabel(text: string): string {
  const body = text.replace(STEP_LABEL, "");
  const label = splitLabel(body);
  return label !== undefined && isTimed(label.label) && !isRole(label.label) ? label.rest : body;
}

/** The beginning of a phrase up to its last word of a role: "On-call engineer investigates the alert". */
function roleOfPhrase(phrase: string): string | undefined {
  const label = splitLabel(phrase);
  const spoken = label !== undefined && isRole(label.label) ? label.label : phrase;
  const words = oneLine(spoken.replace(LEADING_VERB, "").replace(ARTICLE, ""))
    .replace(/[,;.!].*$/su, "")
    .replace(ROLE_END, "")
    .split(" ")
    .slice(0, WORDS_MAX);
  let end = 0;
  for (const index of words.keys()) {
    if (mentions(words.slice(end, index + 1).join(" "), ROLE_WORDS)) end = index + 1;
  }
  if (end === 0) return undefined;
  // "Director of Platform", "VP Product".
  if (words[end] === "of") end += 2;
  while (/^\p{Lu}/u.test(words[end] ?? "")) end += 1;
  return words.slice(0, end).join(" ");
}
