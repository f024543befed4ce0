/** What a heading or a label says of the stages that a response goes through. */

import { hasRunbookPrefix } from "../runbooks/runbook-title.ts";
import { STEP_MARKS } from "../vocabulary/runbooks.ts";
import { keepAnswers } from "../words/keep-answers.ts";
import {
  AFTERWARDS,
  LESSONS,
  MOMENTS,
  PHASE_FILLERS,
  PHASE_STOPS,
  PHASE_WORDS,
  STAGES,
  TOPIC_STAGES,
  WORKFLOW_TOPICS,
} from "../words/phase-words.ts";
import { readTimeWindow, type TimeWindow } from "../words/read-duration.ts";
import { LETTERS_AND_DIGITS } from "../words/word-characters.ts";
import { anyOf, beginsWith, mentions, wordsIn } from "../words/wording.ts";

export type Stage = keyof typeof STAGES;

export interface StageName {
  /** The stages it names, in the order of its words. */
  readonly stages: ReadonlySet<Stage>;
  /** "Phase 2: …", "6.2 Phase 2": it says itself that it is one. */
  readonly number?: number;
  /** "2. Triage", "3.1 Triage". */
  readonly isNumbered: boolean;
  /** "Step 2: …", a part of one procedure unless its neighbours tell otherwise. */
  readonly isStep: boolean;
  /** Nothing but stages: "Containment and eradication", not "Contain the leak"; or a stage and its window. */
  readonly isPure: boolean;
  /** Begins with a stage, and is no name of something that a stage has: "Contain the leak", not "Response times". */
  readonly isLoose: boolean;
  /** Has a word for something that a stage has: "Roles", "Response times". */
  readonly isStopped: boolean;
  /** A window of time, alone or beside a stage: "First 15 minutes". */
  readonly isTimed: boolean;
  /** "Communication", which is as often a topic as a stage; "6. Lessons learned" is the last of the stages before it. */
  readonly isTopic: boolean;
  /** What is done after an incident, which needs no neighbours to be known. */
  readonly isAfterwards: boolean;
  /** When it is, by what has happened: "When paged", "After resolution". */
  readonly isMoment: boolean;
  /** "T+15 min: …". */
  readonly isCounted: boolean;
}

const NUMBERED_PHASE = new RegExp(
  `^[^${LETTERS_AND_DIGITS}]*(?:\\d{1,2}(?:\\.\\d{1,2}){0,3}[.):]?\\s+)?(?:${anyOf(PHASE_WORDS)})\\s*(\\d+|[ivx]+)(?![${LETTERS_AND_DIGITS}])\\s*`,
  "iu",
);
const STEP = `(?:${anyOf(STEP_MARKS)})\\s+`;
const STEP_NUMBER = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(${STEP})?\\d{1,2}(?:\\.\\d{1,2}){0,3}(?:\\s*[.):–—-]+\\s*(?!\\d)|\\s+(?=\\p{Lu}))|(?:\\p{L}|[IVX]{2,4})[.)]\\s+)`,
  "iu",
);
const LETTERED = /^(?:\p{L}|[IVX]{2,4})[.)]\s+/u;
const STEP_BEFORE_NUMBER = new RegExp(`^${STEP}(?=\\d)`, "iu");
const COUNTED = /^[^\p{L}\p{N}]*T\s*[+-]\s*\d/iu;
const COUNTED_PREFIX = /^[^\p{L}\p{N}]*T\s*[+-]\s*\d+\s*\p{L}{0,7}\s*[:–—-]\s*/iu;
const BRACKETS = /\([^()]*\)|\[[^[\]]*\]/gu;
/** Between a stage and its window: "Triage — first 15 minutes". */
const JOINT = /\s+[-–—|]\s+|[:,]\s+|(?<=[)\]])\s*|\s*(?=[([])/u;

const LENGTH_MAX = 120;
const LOOSE_WORDS_MAX = 6;
const WINDOW_WORDS_MAX = 5;

/** Reads a heading or label; whatever it says, it has an answer. */
export const readStageName = keepAnswers((title): StageName => {
  const written = title.slice(0, LENGTH_MAX);
  const number = NUMBERED_PHASE.exec(written)?.[1];
  const step = STEP_NUMBER.exec(written);
  const bare = written.replace(NUMBERED_PHASE, "").replace(STEP_NUMBER, "");
  const parts = bare.split(JOINT).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const hasWindow = parts.some(isWindow);
  const beside = wordsIn(parts.filter((part) => !isWindow(part)).join(" "));
  const words = wordsIn(bare.replace(BRACKETS, " "));
  const { stages, isOnlyStages } = readStages(words);
  const isCounted = COUNTED.test(bare);
  // "First 15 minutes", "First 15 minutes (triage)", "Short term (1-4 h)".
  const isTimed =
    isCounted ||
    (hasWindow &&
      (parts.every(isWindow) ||
        readStages(beside).isOnlyStages ||
        readStages(wordsIn(bare)).stages.size > 0));
  const isStopped = mentions(bare, PHASE_STOPS);
  const isPure = isTimed || (stages.size > 0 && isOnlyStages);
  return {
    stages,
    ...(number === undefined ? {} : { number: ordinalOf(number) }),
    isNumbered: step !== null,
    isStep: step?.[1] !== undefined,
    isPure,
    isLoose: isPure || (!isStopped && beginsLoosely(bare, words)),
    isStopped,
    isTimed,
    isTopic:
      !isTimed &&
      beginsWith(words.join(" "), TOPIC_STAGES) !== undefined &&
      (step === null || beginsWith(words.join(" "), LESSONS) === undefined),
    isAfterwards: isPure && mentions(bare, AFTERWARDS),
    isMoment: isPure && mentions(bare, MOMENTS),
    isCounted,
  };
});

/** "Phase 1: Detection (0-5 minutes)" and "0-5 minutes: Detection" are called "Detection". */
export function phaseTitle(written: string): string {
  if (isSpan(written)) return written;
  const [, before = "", name = ""] = /^([^:：]{1,30})[:：]\s+(\S.*)$/su.exec(written) ?? [];
  const bare = withoutWindow(isSpan(before) ? name : written)
    .replace(NUMBERED_PHASE, "")
    .replace(STEP_BEFORE_NUMBER, "")
    .replace(COUNTED_PREFIX, "")
    .replace(LETTERED, "")
    .replace(/^[\s\d.)#:–—-]+|[\s:–—-]+$/gu, "")
    .replace(/\s+/gu, " ");
  return bare === "" ? written : bare;
}

/** "0–5 min", "30 min - 2 h". */
function isSpan(text: string): boolean {
  return SPAN.test(text.trim()) && readTimeWindow(text) !== undefined;
}

const SPAN = /^\d+(?:\.\d+)?\s*\p{L}{0,8}\s*[-–—]\s*\d+(?:\.\d+)?\s*\p{L}{1,8}$/u;

/** "(15 minutes - resolution)" has a beginning, and an end that is no time. */
export function readOpenWindow(title: string): TimeWindow | undefined {
  const start = /[([]\s*([^()[\]–—-]{1,30}?)\s*[–—-]\s*\p{L}{3,}[^()[\]]*[)\]]/u.exec(title)?.[1];
  return start === undefined ? undefined : readTimeWindow(`after ${start}`);
}

function withoutWindow(title: string): string {
  return title.replace(BRACKETS, (piece) => {
    const isTime = readTimeWindow(piece.slice(1, -1)) ?? readOpenWindow(piece);
    return isTime === undefined ? piece : " ";
  });
}

/** "First 15 minutes", and nothing else. */
function isWindow(part: string): boolean {
  return readTimeWindow(part) !== undefined && part.trim().split(/\s+/u).length <= WINDOW_WORDS_MAX;
}

/** "Incident detection" begins with a stage as "Detection" does. */
function beginsLoosely(bare: string, words: readonly string[]): boolean {
  if (words.length > LOOSE_WORDS_MAX || hasRunbookPrefix(bare)) return false;
  const start = words.findIndex((word) => !FILLERS.has(word));
  return start >= 0 && stageAt(words, start)?.stage !== undefined;
}

const FILLERS: ReadonlySet<string> = new Set(PHASE_FILLERS);

interface Phrase {
  /** Undefined where it is the response as a whole: "Response process". */
  readonly stage?: Stage;
  readonly words: readonly string[];
  /** Whether its last word may have any ending. */
  readonly isStem: boolean;
}

/** Longest first. */
const PHRASES: readonly Phrase[] = [
  ...WORKFLOW_TOPICS.map((phrase) => phraseOf(phrase)),
  ...(Object.entries(STAGES) as [Stage, readonly string[]][]).flatMap(([stage, phrases]) =>
    phrases.map((phrase) => ({ ...phraseOf(phrase), stage })),
  ),
].sort((one, other) => other.words.length - one.words.length);

function phraseOf(phrase: string): Phrase {
  const isStem = phrase.endsWith("*");
  return { words: (isStem ? phrase.slice(0, -1) : phrase).split(" "), isStem };
}

function stageAt(words: readonly string[], index: number): Phrase | undefined {
  return PHRASES.find(({ words: wanted, isStem }) =>
    wanted.every((word, offset) => {
      const found = words[index + offset] ?? "";
      return isStem && offset === wanted.length - 1 ? found.startsWith(word) : found === word;
    }),
  );
}

function readStages(words: readonly string[]): { stages: Set<Stage>; isOnlyStages: boolean } {
  const stages = new Set<Stage>();
  let isOnlyStages = true;
  for (let index = 0; index < words.length; ) {
    const phrase = stageAt(words, index);
    if (phrase?.stage !== undefined) stages.add(phrase.stage);
    else if (phrase === undefined && !FILLERS.has(words[index] ?? "")) isOnlyStages = false;
    index += phrase?.words.length ?? 1;
  }
  return { stages, isOnlyStages };
}

const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

function ordinalOf(digits: string): number {
  return /^\d/u.test(digits) ? Number(digits) : ROMAN.indexOf(digits.toLowerCase()) + 1;
}
