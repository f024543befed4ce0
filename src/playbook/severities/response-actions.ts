/** What a playbook's response to a severity asks for, one action at a time. */

import type { ResponseAction, ResponseActionKind } from "../../domain/playbook.ts";
import {
  ACTION_JOINTS,
  ACTION_VERBS,
  ACTION_VERBS_LAST,
  ALL_HANDS_WORDS,
  AND_WORDS,
  ARTICLES,
  AUDIENCE_WORDS,
  BACKLOG_WORDS,
  COLLECTIVE_AUDIENCES,
  CONDITION_WORDS,
  ENGAGE_VERBS,
  LOW_URGENCY_WORDS,
  MONITOR_NOUNS,
  NEGATIONS,
  NOTIFY_NOUN_WORDS,
  PAGE_NOUN_WORDS,
  ROLE_ENDS,
  ROLE_WORDS,
  STATUS_PAGE_WORDS,
  TICKET_NOUN_WORDS,
  TICKET_WORDS,
  TOLD_LEADS,
  VAGUE_ROLES,
  VERB_PREFIXES,
} from "../vocabulary.ts";
import { LETTERS, LETTERS_AND_DIGITS } from "../words/word-characters.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";

export type ActionMeaning = Omit<ResponseAction, "text" | "source">;
export interface Audience {
  readonly audience: string;
  readonly when?: string;
}

/** Longer texts are prose, not an action or a list of people. */
const LENGTH_MAX = 400;

/** What an action's words ask for: its kind, and whom it is about as far as they say. */
export function readResponseAction(text: string): ActionMeaning {
  if (text.length > LENGTH_MAX) return { kind: "other" };
  const { verb, rest } = leadingVerb(text);
  const kind = kindOf(text, verb);
  if (kind === "page" || kind === "assign") {
    const target = verb === undefined ? afterNoun(text) : rest;
    const role = roleOf(target);
    return { kind, ...(role === undefined ? {} : { role }) };
  }
  if (kind !== "notify") return { kind };
  const engages = ENGAGE_VERBS.some((engaging) => engaging === verb);
  const told = verb === undefined ? afterNoun(text) : rest;
  const audiences = readAudiences(told);
  const only = audiences.length === 1 ? audiences[0] : undefined;
  if (only !== undefined && only.when === undefined && !isAudience(only.audience, told)) {
    const role = roleOf(told);
    return { kind, ...(role === undefined ? {} : { role }), ...(engages ? { engages } : {}) };
  }
  return {
    kind,
    ...(audiences.length === 0 ? {} : { audiences }),
    ...(engages ? { engages } : {}),
  };
}

/**
 * "Page the miller, update the status page and create a ticket" is three actions; each but the first begins with a verb, or
 * stands after a semicolon and asks for something all the same ("page the miller; owners notified").
 */
export function splitActions(text: string): readonly string[] {
  if (text.length > LENGTH_MAX) return [text];
  const ways = waysIn(text);
  if (ways !== undefined) return ways;
  const actions: string[] = [];
  let start = 0;
  for (const joint of text.matchAll(JOINT)) {
    const isJoint = !joint[0].startsWith("(");
    const next = joint.index + joint[0].length;
    const following = text.slice(next);
    const asks =
      leadingVerb(following).verb !== undefined ||
      (joint[0].startsWith(";") && readResponseAction(following).kind !== "other");
    if (!isJoint || !asks) continue;
    actions.push(text.slice(start, joint.index));
    start = next;
  }
  return [...actions, text.slice(start)].flatMap((action) => waysIn(action) ?? [action]);
}

/** "Slack + e-mail", "ticket, monitoring"; undefined where not each of them asks for something by itself. */
function waysIn(text: string): readonly string[] | undefined {
  const ways = text.split(/\s*[+,;&]\s*/u);
  return ways.length > 1 && ways.every(isWay) ? ways : undefined;
}

const AUDIENCES_BETWEEN = new RegExp(`\\s*[,;/&+]\\s*|\\s+(?:${anyOf(AND_WORDS)})\\s+`, "u");
const JOINT = new RegExp(`\\([^()]*\\)|[,;]?\\s+(?:${anyOf(ACTION_JOINTS)})\\s+|[,;]\\s+`, "giu");

/** "Slack", "Jira ticket", "PagerDuty": a few words that ask for something by themselves. */
function isWay(text: string): boolean {
  return text.split(/\s+/u).length <= WAY_WORDS_MAX && readResponseAction(text).kind !== "other";
}

const WAY_WORDS_MAX = 4;

const KIND_BY_VERB: ReadonlyMap<string, string> = new Map(
  [ACTION_VERBS, ACTION_VERBS_LAST].flatMap((table) =>
    Object.entries(table).flatMap(([kind, verbs]) => verbs.map((verb) => [verb, kind] as const)),
  ),
);
/** Those that stand for any ending, without their star. */
const OPEN_VERBS = [...KIND_BY_VERB.keys()].filter((verb) => verb.endsWith("*")).map(stem);
const CLOSED_VERBS = [...KIND_BY_VERB.keys()].filter((verb) => !verb.endsWith("*"));
// One expression for all of them: each one that looks for letters of any script takes a millisecond to build.
const LEADING_VERB = new RegExp(
  `^(?:(?:${anyOf(VERB_PREFIXES)})[\\s,]+)*(?:(${anyOf(CLOSED_VERBS)})|(${anyOf(OPEN_VERBS)})[${LETTERS}]*)(?![${LETTERS_AND_DIGITS}])[\\s:]*`,
  "iu",
);

function stem(verb: string): string {
  return verb.slice(0, -1);
}

function leadingVerb(text: string): { verb: string | undefined; rest: string } {
  const clean = text.replace(/^[^\p{L}\p{N}(]+/u, "");
  const match = LEADING_VERB.exec(clean);
  if (match === null) return lastVerb(clean) ?? { verb: undefined, rest: clean };
  const [all, closed, open] = match;
  const verb = closed === undefined ? `${wordsOf(open)}*` : wordsOf(closed);
  return { verb, rest: clean.slice(all.length) };
}

const VERB_AT_END = new RegExp(
  `^([^,;:.()]{2,120}?)(\\s*\\([^()]*\\))?\\s+(${anyOf(Object.values(ACTION_VERBS_LAST).flat())})(?![${LETTERS_AND_DIGITS}-])\\s*`,
  "iu",
);

/** "Bereitschaft alarmieren, wenn …": the verb at the end of its clause, with what stands around it. */
function lastVerb(text: string): { verb: string; rest: string } | undefined {
  const match = VERB_AT_END.exec(text);
  if (match === null) return undefined;
  const [all, before = "", aside = "", verb] = match;
  return { verb: wordsOf(verb), rest: `${before}${aside} ${text.slice(all.length)}`.trim() };
}

/** As the vocabulary writes them. */
function wordsOf(verb = ""): string {
  return verb.toLowerCase().replace(/[\s-]+/gu, " ");
}

function kindOf(text: string, verb: string | undefined): ResponseActionKind {
  if (beginsWith(text, NEGATIONS) !== undefined) return "other";
  if (mentions(text, STATUS_PAGE_WORDS)) return "status-page";
  if (mentions(text, ALL_HANDS_WORDS)) return "all-hands";
  const kind = KIND_BY_VERB.get(verb ?? "");
  if (kind === "ticket") return mentions(text, TICKET_WORDS) ? "ticket" : "other";
  // "Update the runbook" tells nobody anything; "Update stakeholders" does.
  if (verb === "update" && !mentions(text, AUDIENCE_WORDS)) return "other";
  // "Call a meeting" wakes nobody.
  if (kind === "page" && verb !== "page" && !mentions(text, ROLE_WORDS)) return "other";
  if (isActionKind(kind)) return kind;
  if (mentions(text, PAGE_NOUN_WORDS)) return mentions(text, LOW_URGENCY_WORDS) ? "notify" : "page";
  if (mentions(text, TICKET_NOUN_WORDS)) return "ticket";
  if (mentions(text, NOTIFY_NOUN_WORDS)) return "notify";
  if (mentions(text, BACKLOG_WORDS)) return "schedule";
  return MONITOR_NOUNS.some((noun) => noun === wordsOf(text.trim())) ? "monitor" : "other";
}

function isActionKind(kind: string | undefined): kind is ResponseActionKind {
  return kind !== undefined && kind !== "other" && Object.hasOwn(ACTION_VERBS, kind);
}

const TOLD = new RegExp(`\\b(?:${anyOf(TOLD_LEADS)})\\s+(.*)$`, "iu");

/** "High-urgency page to the storage team" is about what follows "to". */
function afterNoun(text: string): string {
  return TOLD.exec(text)?.[1] ?? "";
}

const ROLE_END = new RegExp(
  `\\s+(?:${anyOf([...ROLE_ENDS, ...CONDITION_WORDS])})(?![${LETTERS_AND_DIGITS}-]).*$`,
  "isu",
);
const ARTICLE = new RegExp(`^(?:(?:${anyOf(ARTICLES)})\\s+)+`, "iu");

/** The role a phrase begins with: "the on-call engineer immediately" is "on-call engineer". */
function roleOf(phrase: string): string | undefined {
  const role = phrase
    .replace(/[(,;.!+].*$/su, "")
    .trim()
    .replace(ARTICLE, "")
    .replace(/^/u, " ")
    .replace(ROLE_END, "")
    .trim();
  return role === "" || role.split(/\s+/u).length > 5 || mentions(role, VAGUE_ROLES)
    ? undefined
    : role;
}

function isAudience(name: string, phrase: string): boolean {
  return phrase.includes("(") || mentions(name, AUDIENCE_WORDS);
}

/**
 * The audiences a phrase lists: "stakeholders (CTO, customers if needed)" are the CTO, and the customers
 * "if needed"; "management and legal" are two.
 */
export function readAudiences(phrase: string): readonly Audience[] {
  if (phrase.length > LENGTH_MAX) return [];
  const opening = phrase.indexOf("(");
  const closing = phrase.indexOf(")", opening);
  const outside = opening < 0 ? phrase : phrase.slice(0, opening);
  const inside = opening < 0 ? "" : phrase.slice(opening + 1, closing < 0 ? undefined : closing);
  const isList = inside !== "" && mentions(outside, COLLECTIVE_AUDIENCES);
  const condition = inside === "" || isList ? undefined : conditionOf(inside);
  if (!isList && opening >= 0 && condition !== undefined)
    return splitList(outside).map((audience) => ({ ...audience, when: condition }));
  return splitList(isList ? inside : outside);
}

function splitList(text: string): Audience[] {
  return text
    .split(AUDIENCES_BETWEEN)
    .map(audienceOf)
    .filter((audience) => audience.audience !== "");
}

const CONDITION = new RegExp(
  `(?:^|[\\s(]+)((?:${anyOf(CONDITION_WORDS)})(?![${LETTERS_AND_DIGITS}]).*)$`,
  "isu",
);

function audienceOf(text: string): Audience {
  const when = conditionOf(text);
  const name = (when === undefined ? text : text.slice(0, text.length - when.length))
    .replace(/[(\s:–—-]+$/u, "")
    .trim()
    .replace(ARTICLE, "")
    .replace(ROLE_END, "")
    .replace(/[.!]+$/u, "");
  return { audience: name, ...(when === undefined ? {} : { when: when.replace(/\)\s*$/u, "") }) };
}

function conditionOf(text: string): string | undefined {
  return CONDITION.exec(text)?.[1];
}
