/** What the words of headings, labels and sentences say about the steps of a runbook. */

import {
  CHOICE_ENDS,
  CHOICE_PHRASES,
  CHOICE_STARTS,
  DEPENDING_PHRASES,
  FAULT_PHRASES,
  FORBIDDING_ENDS,
  INTERFACE_LEADS,
  INTERFACE_PHRASES,
  LATER_LABELS,
  LATER_STARTS,
  LOOKING_NOUNS,
  OPTIONAL_PHRASES,
  QUESTION_STARTS,
  SHORT_THINGS,
  TOPIC_PHRASES,
  TROUBLE_NOUNS,
} from "../vocabulary/runbooks.ts";
import { AND_WORDS, OR_WORDS, THEN_WORDS } from "../vocabulary.ts";
import { lastVerb } from "../words/imperative.ts";
import {
  CHANGE_VERBS,
  CHANGE_VERBS_LAST,
  CHECK_VERBS,
  CHECK_VERBS_LAST,
} from "../words/instruction-words.ts";
import { isInstruction, isProhibition, isStatement } from "../words/instructions.ts";
import { conditionOfTitle, readStepMarker } from "../words/step-marker.ts";
import { anyOf, beginsWith, mentions, spacedWords } from "../words/wording.ts";

/**
 * What stands under a heading or a label.
 *
 * - `diagnosis`: looking, before anything is changed.
 * - `mitigation`: changing something to end the harm.
 * - `causes`: what may be behind it, each with its remedy.
 * - `steps`: things to do, of either kind.
 * - `background`: nothing to do.
 */
export type Topic = "diagnosis" | "mitigation" | "causes" | "steps" | "background";

const TOPICS: readonly (readonly [Topic, readonly string[]])[] = [
  ["steps", TOPIC_PHRASES.plainSteps],
  ["causes", TOPIC_PHRASES.causes],
  ["mitigation", TOPIC_PHRASES.mitigation],
  ["diagnosis", TOPIC_PHRASES.diagnosis],
  ["background", TOPIC_PHRASES.background],
  ["steps", TOPIC_PHRASES.steps],
];

/** "Insufficient resources", "The pump is oil-related": what is the case, in words of the background. */
function saysWhatIsWrong(title: string): boolean {
  const isQuestion = beginsWith(title, QUESTION_STARTS) !== undefined;
  return (
    (isStatement(title) && !isQuestion) || (mentions(title, SHORT_THINGS) && namesFault(title))
  );
}

const TROUBLES: readonly string[] = [...FAULT_PHRASES, ...TROUBLE_NOUNS];

const PROHIBITION_WORDS_MAX = 4;

/** Undefined where the words say none of them. */
export function topicOf(title: string): Topic | undefined {
  // "Do NOT:" is above what nobody is to do.
  if (isProhibition(title) && title.split(/\s+/u).length <= PROHIBITION_WORDS_MAX)
    return "background";
  const topic = TOPICS.find(([, phrases]) => mentions(title, phrases))?.[0];
  return topic === "background" && saysWhatIsWrong(title) ? undefined : topic;
}

/** Whether the words say that what to do depends on something: "The fix depends on the cause". */
export function dependsOnSomething(text: string): boolean {
  return mentions(text, DEPENDING_PHRASES);
}

/** Whether a label says of the words after it that they are for later: "Prevention: …", "Root cause: …". */
export function tellsOfLater(label: string): boolean {
  const words = spacedWords(label).trim();
  return LATER_LABELS.includes(words) || beginsWith(label, LATER_STARTS) !== undefined;
}

/** Whether the words name something that is wrong, rather than what to do about it. */
export function namesFault(title: string): boolean {
  return mentions(title, FAULT_PHRASES) && !isInstruction(title);
}

/** The same in wider words, where the form says already that something is the case: "Pump pressure". */
export function tellsTrouble(title: string): boolean {
  return mentions(title, TROUBLES) && !isInstruction(title);
}

/** Whether the words say that nothing of what follows them is to be done: "The porter should not:". */
export function forbids(lead: string): boolean {
  // "If not:" only tells of the other case.
  if (!/[:：]\s*$/u.test(lead) || conditionOfTitle(lead) !== undefined) return false;
  return isProhibition(lead) || FORBIDDING_END.test(lead);
}

const FORBIDDING_END = new RegExp(`\\b(?:${anyOf(FORBIDDING_ENDS)})\\s*[:：]\\s*$`, "iu");

/** Whether headings name ways to the same thing: "Using the web console", "Using the command line". */
export function areInterfaces(titles: readonly string[]): boolean {
  return (
    titles.length >= 2 &&
    titles.every(
      (title) =>
        mentions(title, INTERFACE_PHRASES) && beginsWith(title, INTERFACE_LEADS) !== undefined,
    )
  );
}

/** Whether the words announce ways of which one is taken: "Two options:", "Solutions". */
export function offersChoices(text: string): boolean {
  if (mentions(text.replace(PATHS_AND_FLAGS, " "), CHOICE_PHRASES)) return true;
  return CHOICE_END.test(text) && beginsWith(text, CHOICE_STARTS) !== undefined;
}

/** "/options" is a place, and "--fixes" what a command is told. */
const PATHS_AND_FLAGS = /(?<![^\s("'`,])(?:\/|--?)(?=[^\s/-])\S+/gu;

/** "To stop it, either:"; not "It happens when either:". */
const CHOICE_END = new RegExp(`\\b(?:${anyOf(CHOICE_ENDS)})\\s*[:：]$`, "iu");

/** What the words say their commands do; undefined when they do not begin with a verb that tells, or name both. */
export function intentOf(title: string): "check" | "change" | undefined {
  const last = lastVerb(title) ?? "";
  if (CHECK_VERBS_LAST.includes(last) || beginsWith(title, CHECK_VERBS) !== undefined)
    return title.split(NEXT_VERB).slice(1).some(beginsWithChange) ? undefined : "check";
  const begins = beginsWithChange(title) && !mentions(title, LOOKING_NOUNS);
  const changes = begins || CHANGE_VERBS_LAST.includes(last);
  return changes ? "change" : undefined;
}

/** The two changes of which a comment asks for one: "Clear the cache or add memory". */
export function twoDeeds(comment: string): readonly [string, string] | undefined {
  const { title } = readStepMarker(comment);
  const [, first, aside, second] = TWO_DEEDS.exec(title) ?? [];
  if (first === undefined || second === undefined || intentOf(first) !== "change") return undefined;
  return aside === "(" || isInstruction(second) ? [first, second.replace(/\)$/u, "")] : undefined;
}

const TWO_DEEDS = new RegExp(`^([^,;:(]{3,80}?)\\s(\\(?)(?:${anyOf(OR_WORDS)})\\s(.{3,80})$`, "iu");

/** "Check the queue and restart the worker" asks for both. */
const NEXT_VERB = new RegExp(
  `[,;.]\\s+|\\s(?:${anyOf([...AND_WORDS, ...OR_WORDS, ...THEN_WORDS])})\\s`,
  "iu",
);

function beginsWithChange(text: string): boolean {
  return beginsWith(text, CHANGE_VERBS) !== undefined;
}

/** Whether a sentence is done only under a condition it names, or only when somebody wants it. */
export function isOptional(text: string): boolean {
  return mentions(text, OPTIONAL_PHRASES);
}
