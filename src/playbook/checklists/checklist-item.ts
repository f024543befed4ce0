/** What kind of answer a checklist item asks for, from the value written beside it. */

import type { ChecklistItem, Condition } from "../../domain/playbook.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { LOWER_BOUND_WORDS, OPEN_QUESTION_WORDS, UPPER_BOUND_WORDS } from "../vocabulary.ts";
import { isInstruction } from "../words/instructions.ts";
import { CHOICE_WORDS, JUDGEMENTS, NO_WORDS, YES_WORDS } from "../words/message-words.ts";
import { readCondition } from "../words/read-condition.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";

/** The part of an item that says how it is answered. */
export type Answer = Pick<ChecklistItem, "type" | "choices" | "expect" | "condition">;

/** A value as YAML gives it, lists flattened to their texts. */
export type AnswerValue = string | number | boolean | null | readonly string[];

/** Words of an item's name that judge what is measured and do not name it: "error rate normal". */
const JUDGED = new RegExp(`\\b(?:${anyOf(JUDGEMENTS)})\\b`, "giu");
const ANSWER = `(?:${anyOf(CHOICE_WORDS)})`;
const CHOICES = new RegExp(`^${ANSWER}(?:/${ANSWER})+$`, "iu");

/** `name` is the item's own words; it names the measure where the value does not. */
export function answerOf(name: string, value: AnswerValue): Answer {
  if (typeof value === "boolean") return { type: "boolean", expect: String(value) };
  if (value === null) return { type: "text" };
  if (typeof value === "number") return { type: "text", expect: String(value) };
  if (typeof value !== "string") return { type: "list", choices: value };
  const text = value.trim();
  if (isBlank(text)) return { type: "text" };
  if (/^\[[ x]\]$/iu.test(text)) return { type: "boolean", expect: "true" };
  if (YES_WORDS.includes(text.toLowerCase()) || NO_WORDS.includes(text.toLowerCase()))
    return { type: "boolean", expect: text.toLowerCase() };
  const choices = choicesIn(text);
  if (choices !== undefined) return { type: "choice", choices };
  const condition = readCondition(text, measureName(name)) ?? boundIn(name, text);
  if (condition !== undefined) return { type: "measure", expect: text, condition };
  return { type: "text", expect: text };
}

/** "size_minimum: 10MB": the name says on which side of the amount it must be. */
function boundIn(name: string, text: string): Condition | undefined {
  const words = name.replaceAll("_", " ");
  const sign = mentions(words, LOWER_BOUND_WORDS)
    ? ">="
    : mentions(words, UPPER_BOUND_WORDS)
      ? "<="
      : undefined;
  if (sign === undefined || !/^\d/u.test(text)) return undefined;
  return readCondition(`${sign} ${text}`, measureName(words));
}

/** The answer to a sentence that is ticked; one with a threshold in signs is measured. */
export function answerOfSentence(sentence: string): Answer {
  const condition = /[<>≤≥]\s*=?\s*[\d.]/u.test(sentence) ? readCondition(sentence) : undefined;
  if (condition !== undefined) return { type: "measure", condition };
  // "Time of the call:" is to be filled in.
  const isField = /[:：]$/u.test(sentence) && !isInstruction(sentence);
  if (isField || isOpenQuestion(sentence)) return { type: "text" };
  const choices = choicesAfterLabel(sentence);
  if (choices !== undefined) return { type: "choice", choices };
  // Whether a yes is good is not said: "Is data at risk?"
  return sentence.trim().endsWith("?") ? { type: "boolean" } : { type: "boolean", expect: "true" };
}

/** "Kind: Fire/Flood/Theft": names and nothing else after the label; a path or words in passing are none. */
function choicesAfterLabel(sentence: string): readonly string[] | undefined {
  const choices = splitLabel(sentence)?.rest.split(/\s*\/\s*/u) ?? [];
  return choices.length > 1 && choices.every((choice) => CHOICE.test(choice)) ? choices : undefined;
}

const CHOICE = /^\p{Lu}[\p{L}-]{0,30}(?: [\p{L}-]{1,30}){0,2}$/u;

/** "What was to happen?", with or without words after the question, or a label before it. */
export function isOpenQuestion(sentence: string): boolean {
  const asked = [sentence, splitLabel(sentence)?.rest ?? ""];
  return asked.some(
    (text) => text.includes("?") && beginsWith(text, OPEN_QUESTION_WORDS) !== undefined,
  );
}

/** "All / Partial / None", "Yes | No", "yes/no". */
function choicesIn(text: string): readonly string[] | undefined {
  if (CHOICES.test(text)) return text.split("/");
  const separator = [" / ", " | "].find((mark) => text.includes(mark));
  if (separator === undefined) return undefined;
  const choices = text.split(separator).map((choice) => choice.trim());
  return choices.length > 1 && !choices.includes("") ? choices : undefined;
}

function isBlank(text: string): boolean {
  return /^(?:[_.…?\s-]*|\[[^[\]]*[^[\]x\s][^[\]]*\]|<[^<>]*>|todo|tb[ad])$/iu.test(text);
}

function measureName(name: string): string {
  return name.replace(JUDGED, " ").replace(/\s+/gu, " ").trim().toLowerCase();
}

/** "users_affected" and "usersAffected" as "Users affected"; words written as words stay as they are. */
export function wordsOfKey(key: string): string {
  const text = key.trim();
  if (/\s/u.test(text)) return text;
  const words = text
    .replace(
      /(\p{Ll}|\p{N})(\p{Lu})(?=\p{Ll})/gu,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    )
    .replace(/[_-]+/gu, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
