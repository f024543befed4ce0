/** Roles of an escalation in words. */

import { durationMs } from "../../domain/duration.ts";
import type { IsoDuration } from "../../domain/playbook.ts";
import { oneLine, splitLabel } from "../markdown/plain-text.ts";
import {
  AND_WORDS,
  ARTICLES,
  AT_ONCE_WORDS,
  CONDITION_WORDS,
  DEPARTMENTS,
  FIRST_WORDS,
  FROM_ON_WORDS,
  NEGATED_STARTS,
  NOBODY_WORDS,
  PAGE_NOUN_WORDS,
  PERSON_VERBS,
  RANGE_WORDS,
  ROLE_ENDS,
  ROLE_WORDS,
  STEP_WORDS,
  TELLING_NOUNS,
  THEN_WORDS,
  VERB_PREFIXES,
} from "../vocabulary.ts";
import { RANK_COLUMNS } from "../words/column-words.ts";
import { PROMISE_ENDS } from "../words/promise-words.ts";
import { readDuration, readTimeWindow } from "../words/read-duration.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { LETTERS_AND_DIGITS } from "../words/word-characters.ts";
import { anyOf, beginsWith, mentions, spacedWords, wordsIn } from "../words/wording.ts";
import { remarkLevels, type StepLevels, stepLevels } from "./step-levels.ts";

export interface RoleMention {
  readonly role: string;
  /** "CTO" of "Engineering Lead (CTO)". */
  readonly title?: string;
  /** When the text gives a time: the start of its window. */
  readonly after?: IsoDuration;
  /** Told in one breath with the one before: "CISO, security team" are asked together. */
  readonly isTogether?: boolean;
  /** Where it is not for every severity. */
  readonly levels?: StepLevels;
}

const WORDS_MAX = 6;
/** Longer texts are prose, not a role or a chain of roles. */
const LENGTH_MAX = 400;

/** Whether a text is a role and little else: "On-Call Engineer", not "Restart the engine". */
export function isRole(text: string): boolean {
  const words = wordsIn(text);
  if (words.length > WORDS_MAX || LEADING_VERB.test(text)) return false;
  return mentions(text, ROLE_WORDS) || isDepartment(text);
}

/** "Legal / DPO", and nothing else: "legal questions" are no department. */
function isDepartment(text: string): boolean {
  const bare = text.replace(/\([^()]*\)/gu, " ");
  return bare.split(/[/&]/u).every((piece) => {
    const words = spacedWords(piece).trim();
    return DEPARTMENTS.some((name) => words === name);
  });
}

/**
 * When a step begins by its words: "after 30 min", "(15-30 min)" at the start of the window, "within 15
 * minutes" and "if no response in 10 min" when that time is over, "immediately" at once.
 */
export function stepTime(text: string): IsoDuration | undefined {
  if (mentions(text.slice(0, LENGTH_MAX), AT_ONCE_WORDS)) return "PT0S";
  const window = readTimeWindow(text);
  if (window === undefined) return readDuration(text);
  const isFromNow = durationMs(window.start) === 0 && !FROM_ZERO.test(text);
  return isFromNow ? (window.end ?? window.start) : window.start;
}

/** "0-15 min", "first 15 minutes": a window that begins with the incident and is said to. */
const FROM_ZERO = new RegExp(
  `(?<![\\d.:])0\\s*(?:m|min|h|s)?\\s*(?:[-–—]|(?:${anyOf(RANGE_WORDS)})\\b)|\\b(?:${anyOf(FIRST_WORDS)})\\b`,
  "iu",
);

/** The role a whole text is, with its title and time in parentheses; undefined when it is none. */
export function readRole(text: string): RoleMention | undefined {
  const label = readRoleLabel(text);
  return label !== undefined && isRole(label.role) ? label : undefined;
}

/** The same of a text that is known to be a role by where it stands; undefined when it is no few words. */
export function readRoleLabel(text: string): RoleMention | undefined {
  const after = readTimeWindow(text)?.start;
  const pieces = [...text.matchAll(/\(([^()]*)\)/gu)].map((match) => (match[1] ?? "").trim());
  const title = pieces.find(isTitle);
  const role = oneLine(
    text
      .replace(/\([^()]*\)/gu, " ")
      .replace(LATER, "")
      .replace(/[.,;:]+\s*$/u, ""),
  ).replace(ARTICLE, "");
  if (role === "" || role.split(" ").length > WORDS_MAX) return undefined;
  const levels = stepLevels(text);
  return {
    role,
    ...(title === undefined ? {} : { title }),
    ...(after === undefined ? {} : { after }),
    ...(levels === undefined ? {} : { levels }),
  };
}

/**
 * The role a sentence of an escalation is about: "Level 2 (15-30 min): Escalate to the incident
 * commander" is the incident commander after 15 minutes, "On-call engineer investigates" the on-call
 * engineer. Undefined when it names none.
 */
export function readRoleInSentence(text: string): RoleMention | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const after = stepTime(text);
  const body = withoutStepLabel(text);
  const bare = oneLine(body.replace(/\([^()]*\)/gu, " "));
  const role = isDepartment(bare) ? bare : roleOfPhrase(bare);
  if (role === undefined) return undefined;
  const title = readRole(body)?.title;
  const levels = stepLevels(body);
  return {
    role,
    ...(title === undefined ? {} : { title }),
    ...(after === undefined ? {} : { after }),
    ...(levels === undefined ? {} : { levels }),
  };
}

/** Every role of "on-call engineer, product owner" or "notification to the team lead + CTO", at one time. */
export function readRoles(text: string): readonly RoleMention[] {
  if (text.length > LENGTH_MAX) return [];
  const after = stepTime(text);
  const body = withoutStepLabel(text)
    .replace(TOLD, "")
    .replace(/^[\s+&]+/u, "")
    .replace(LEADING_VERB, "");
  // "If needed for expertise" is about nobody.
  if (isCondition(body)) return [];
  const several = rolesIn(body);
  // "On-call at once, team lead after 15 min": each has a time of its own, or all have that of the text.
  if (several.filter((role) => role.after !== undefined).length > 1) return several;
  // "Page the on-call, call the lead after 30 min": what is asked by a verb of its own has its own time.
  if (several.length > 1 && several[0]?.after === undefined && LATER_VERB.test(body))
    return [{ ...several[0], after: "PT0S" }, ...several.slice(1)] as readonly RoleMention[];
  const roles = several.length > 1 ? several : [readRoleInSentence(body) ?? []].flat();
  return roles.map(({ after: _, ...role }) => ({
    ...role,
    ...(after === undefined ? {} : { after }),
  }));
}

/** "On-call + team lead + product": what has no word of a role is no role, and the others stay. */
function rolesIn(text: string): readonly RoleMention[] {
  const roles: RoleMention[] = [];
  let isTogether = true;
  for (const [index, piece] of text.split(ROLES_BETWEEN).entries()) {
    // The pieces stand at even places, between them what separates them.
    if (index % 2 === 1) {
      isTogether = !THEN.test(piece);
      continue;
    }
    // "On-call only, no manager".
    if (beginsWith(piece, NEGATED_STARTS) !== undefined) continue;
    const role = stepTime(piece) === undefined ? readRole(piece) : readRoleInSentence(piece);
    if (role !== undefined)
      roles.push({ ...role, ...(index > 0 && isTogether ? { isTogether } : {}) });
    else if (index === 0) return [];
  }
  return roles;
}

/** Whether a text says that nobody is asked: "None", "No escalation needed". */
export function isNobody(text: string): boolean {
  const isShort = text.split(/\s+/u).length <= WORDS_MAX;
  return /^[-–—]$/u.test(text) || (isShort && beginsWith(text, NOBODY_WORDS) !== undefined);
}

/** Whether a text begins by asking to reach somebody: "Page the on-call engineer". */
export function asksForPerson(text: string): boolean {
  const words = text.replace(/^[^\p{L}]+/u, "");
  const verb = LEADING_VERB.exec(words)?.[0];
  return verb !== undefined && /^\p{L}/u.test(words.slice(verb.length));
}

/** "Immediate notification to", "page", before those it is about. */
const TOLD = new RegExp(
  `^(?:(?:immediate|automatic)(?:ly)?[\\s,:]+)?(?:(?:${anyOf(TELLING_NOUNS)})\\s+)?(?:to|for)\\s+`,
  "iu",
);

/** Whether a text begins with the number of a step: "Level 2 (15-30 min): …". */
export function hasStepLabel(text: string): boolean {
  return STEP_LABEL.test(text);
}

/** The roles of "On-call → Commander → CTO"; undefined when it is no chain of roles. */
export function readRoleChain(text: string): readonly RoleMention[] | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const [first = "", ...others] = text.split(ARROW).map((piece) => piece.trim());
  // "Alarm → porter → manager" says first what calls them.
  const isCalledBy = others.length >= 2 && /^\p{Lu}\S+$/u.test(first) && !isRole(first);
  const pieces = isCalledBy ? others : [first, ...others];
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

const LATER_VERB = new RegExp(
  `(?:[,;]|\\s(?:${anyOf(THEN_WORDS)}))\\s+(?:${anyOf(PERSON_VERBS)})(?![${LETTERS_AND_DIGITS}-])[^,;]*\\d`,
  "iu",
);
const LATER = new RegExp(
  `[,;]\\s*(?:${anyOf([...FROM_ON_WORDS, ...PROMISE_ENDS])}|\\+)?\\s*\\d.*$`,
  "iu",
);
const ROLES_BETWEEN = new RegExp(
  `(\\s*[,;]?\\s+(?:${anyOf(THEN_WORDS)})\\s+|\\s*[,;+&]\\s*|\\s+(?:${anyOf(AND_WORDS)})\\s+(?=\\p{L}))`,
  "u",
);
const THEN = new RegExp(`\\s(?:${anyOf(THEN_WORDS)})\\s`, "u");
/** Between the roles of a chain. */
export const ARROW = /\s*(?:→|⟶|➔|➜|⇒|➡|▶|►|->|-->|=>|»|\s>\s)\s*/u;
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
  `^(?:${anyOf(STEP_WORDS)})\\s*\\d+(?![\\d/-])(?:\\s*\\([^()]*\\))?\\s*[:–—.-]*\\s*`,
  "iu",
);

/** The office, the rank or the name of whoever fills the role: "CTO", "primary", "Jane Miller"; no remark such as "first responder". */
function isTitle(piece: string): boolean {
  const words = piece.split(/\s+/u);
  const isCapital = words.every((word) => /^\p{Lu}/u.test(word));
  return (
    words.length <= TITLE_WORDS_MAX &&
    (isCapital || RANK_COLUMNS.includes(piece.toLowerCase())) &&
    !/\d/u.test(piece) &&
    !isTimed(piece) &&
    !isCondition(piece) &&
    remarkLevels(piece) === undefined &&
    !mentions(piece, PAGE_NOUN_WORDS)
  );
}

const TITLE_WORDS_MAX = 4;

/** "if customer-facing" is no title. */
function isCondition(text: string): boolean {
  return beginsWith(text, CONDITION_WORDS) !== undefined;
}

function isTimed(text: string): boolean {
  return readTimeWindow(text) !== undefined || readDuration(text) !== undefined;
}

const AT_ONCE = new RegExp(
  `^(?:${anyOf(AT_ONCE_WORDS.map((word) => word.replace("*", "")))})`,
  "iu",
);

/** Drops "Level 2 (15-30 min):", and a label that is only a time: "After 30 minutes: …". */
function withoutStepLabel(text: string): string {
  const body = text.replace(STEP_LABEL, "");
  // "Tier 1 (harbour lead)" and nothing else.
  const inside = /\(([^()]*)\)\s*$/u.exec(text)?.[1] ?? "";
  if (body === "" && isRole(inside)) return inside;
  return splitTimeLabel(body)?.rest ?? body;
}

/** "After 30 minutes: the team lead", "T+30 min — team lead informed": the time, and what follows it. */
export function splitTimeLabel(text: string): { label: string; rest: string } | undefined {
  const [, before = "", after = ""] = DASHED_LABEL.exec(text) ?? [];
  return [splitLabel(text), { label: before, rest: after }].find(
    (split) =>
      split !== undefined &&
      (isTimed(split.label) || AT_ONCE.test(split.label)) &&
      !isRole(split.label),
  );
}

const DASHED_LABEL = /^([^–—]{1,40}?)\s+[-–—]\s+(.*)$/su;

/** The beginning of a phrase up to its last word of a role: "On-call engineer investigates the alert". */
function roleOfPhrase(phrase: string): string | undefined {
  const label = splitLabel(phrase);
  const [head = ""] = phrase.split(/\s+[-–—]\s+/u);
  const named = label !== undefined && isRole(label.label) ? label.label : phrase;
  // "On-call engineer - first responder" says after the dash what the role does.
  const spoken = named === phrase && isRole(head) ? head : named;
  const words = oneLine(spoken.replace(LEADING_VERB, "").replace(ARTICLE, ""))
    .replace(/[,;.!].*$/su, "")
    .replace(/:+$/u, "")
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
