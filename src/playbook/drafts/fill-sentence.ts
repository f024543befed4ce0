/**
 * A sentence of a template with facts in place of its blanks and its example's values. Words are kept that
 * say nothing of one incident; what other words stand for is told by those around them, and where that is
 * not known either, it is left for a person to fill in. So no value of the example can survive.
 */

import { wordSet } from "../vocabulary/languages.ts";
import { blank } from "./blank.ts";
import { type DraftFacts, type FactName, factAfter, factNamed } from "./draft-facts.ts";
import { factText } from "./fact-text.ts";

const PLAIN = wordSet(({ drafts }) => new Set(drafts.PLAIN_WORDS));
const INNER = wordSet(({ drafts }) => new Set(drafts.INNER_WORDS));
const SERVICE_VERBS = wordSet(({ drafts }) => new Set(drafts.SERVICE_VERBS));

type TokenKind = "kept" | "value" | "plain" | "other";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Blanks as templates write them; addresses; times; mentions; words; all else. */
const TOKENS =
  /(?<blank>\{\{[^{}\n]{0,80}\}\}|\{[^{}\n]{0,80}\}|\[[^[\]\n]{0,80}\](?!\()|<[^<>\n]{0,80}>|_{3,}|\.{3,}|…|\bX{2,}(?:[:%]X{2,})?)|(?<address>https?:\/\/[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+)|(?<time>\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2})?(?:\s*(?:UTC|Z))?|\d{1,2}:\d{2}(?:\s*(?:UTC|Z))?)|(?<mention>[@#][\p{L}\p{N}][\p{L}\p{N}._-]*)|(?<word>[$€£]?[\p{L}\p{N}][\p{L}\p{N}'’_%+-]*(?:\.[\p{L}\p{N}]+)*)|(?<rest>[^\p{L}\p{N}])/gu;

export interface SentenceContext {
  readonly facts: DraftFacts;
  /** The playbook's, lower case. */
  readonly severities: ReadonlySet<string>;
  /** The fact that the label before it asks for. */
  readonly label?: FactName | undefined;
}

export function fillSentence(sentence: string, context: SentenceContext): string {
  const tokens = [...sentence.matchAll(TOKENS)].map((match) => tokenOf(match, context));
  let filled = "";
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token?.kind !== "other") {
      filled += token?.text ?? "";
      at += 1;
      continue;
    }
    const end = endOfRun(tokens, at);
    const fact = factAfter(plainBefore(tokens, at)) ?? subjectOf(tokens, at, end);
    filled += fact === undefined ? blank("details") : factText(fact, context.facts);
    at = end;
  }
  return filled;
}

function tokenOf({ groups = {} }: RegExpMatchArray, context: SentenceContext): Token {
  const { facts, severities, label } = context;
  const { blank: placeholder, address, time, mention, word, rest = "" } = groups;
  if (placeholder !== undefined) return { kind: "value", text: fillBlank(placeholder, context) };
  if (address !== undefined) return { kind: "kept", text: address };
  if (time !== undefined)
    return {
      kind: "value",
      text: label === undefined ? blank("time") : factText(label, facts, time),
    };
  if (mention !== undefined) return { kind: "value", text: fillMention(mention, facts) };
  if (word === undefined) return { kind: "kept", text: rest };
  const lower = word.toLowerCase();
  if (severities.has(lower)) return { kind: "value", text: facts.severity };
  const isPlain = PLAIN.has(lower) || PLAIN.has(lower.replace(/['’]\p{L}{1,3}$/u, ""));
  return { kind: isPlain ? "plain" : "other", text: word };
}

function fillBlank(placeholder: string, { facts }: SentenceContext): string {
  const words = placeholder.replace(/[[\]{}<>_.…]+/gu, " ").trim();
  const fact = factNamed(words);
  return fact === undefined ? blank(words) : factText(fact, facts, placeholder);
}

/** A channel of the incident is its own; who else is meant is not known. */
function fillMention(mention: string, facts: DraftFacts): string {
  if (/^#(?:inc|incident)[-_](?:\d{6,8}|YYYYMMDD)[-_\w]*$/iu.test(mention))
    return mention.replace(/(?:\d{6,8}|YYYYMMDD)[-_\w]*$/iu, facts.number);
  return mention.startsWith("#") ? blank("channel") : blank("name");
}

/** Words of one value: they follow each other, with no more between than "of the". */
function endOfRun(tokens: readonly Token[], start: number): number {
  let end = start + 1;
  for (let at = end; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] ?? { kind: "kept", text: "." };
    if (kind === "other") end = at + 1;
    else if (!/^[\s/&-]$/u.test(text) && !(kind === "plain" && INNER.has(text.toLowerCase())))
      break;
  }
  return end;
}

function plainBefore(tokens: readonly Token[], at: number): string {
  const before: string[] = [];
  for (let index = at - 1; index >= 0 && before.length < 8; index -= 1) {
    const { kind, text } = tokens[index] ?? { kind: "kept", text: "." };
    if (kind !== "plain" && !/^\s$/u.test(text)) break;
    before.unshift(text);
  }
  return before.join("");
}

/** "API is operating normally": what begins a sentence and is something. */
function subjectOf(tokens: readonly Token[], start: number, end: number): FactName | undefined {
  const before = tokens
    .slice(0, start)
    .map(({ text }) => text)
    .join("");
  const next = tokens.slice(end).find(({ text }) => text.trim() !== "");
  const begins = /(?:^|[.!?:–—-]\s)\W*(?:the\s)?$/iu.test(before);
  return begins && next !== undefined && SERVICE_VERBS.has(next.text.toLowerCase())
    ? "service"
    : undefined;
}
