/** One phase as it is found in the text, before what it asks for is read. */

import type { RootContent } from "mdast";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { hasRunbookPrefix } from "../runbooks/runbook-title.ts";
import { STEP_MARKS } from "../vocabulary/runbooks.ts";
import {
  PHASE_FILLERS,
  PHASE_NAMES,
  PHASE_STOPS,
  PHASE_WORDS,
  WORKFLOW_TOPICS,
} from "../vocabulary.ts";
import { readTimeWindow, type TimeWindow } from "../words/read-duration.ts";
import { LETTERS_AND_DIGITS } from "../words/word-characters.ts";
import { anyOf, beginsWith, mentions, spacedWords } from "../words/wording.ts";

export interface PhaseMember {
  readonly document: PlaybookDocument;
  /** The words as written: "Phase 1: Detection (0-5 minutes)". */
  readonly written: string;
  readonly line: number;
  /** What stands in it. */
  readonly content: readonly RootContent[];
  /** Where it is a heading's. */
  readonly section?: Section;
  /** A window that stands in a place of its own. */
  readonly windowText?: string;
  /** What is to be done, where it stands beside the name. */
  readonly beside?: readonly string[];
}

const NUMBERED = new RegExp(
  `^[^${LETTERS_AND_DIGITS}]*(?:${anyOf(PHASE_WORDS)})\\s*(?:\\d+|[ivx]+)(?![${LETTERS_AND_DIGITS}])\\s*`,
  "iu",
);
const STEP = `(?:${anyOf(STEP_MARKS)})\\s+`;
const STEP_NUMBER = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${STEP})?\\d{1,2}(?:\\.\\d{1,2}){0,3}(?:\\s*[.):–—-]+\\s*|\\s+(?=\\p{Lu}))`,
  "iu",
);
const STEP_BEFORE_NUMBER = new RegExp(`^${STEP}(?=\\d)`, "iu");
/** "Incident detection" is detection. */
const OBVIOUS = /^(?:security\s+)?incident\s+(?=\p{L})/iu;

/** "Phase 2: …". */
export function isNumberedPhase(title: string): boolean {
  return NUMBERED.test(title);
}

/** "2. Triage", "Step 2: …". */
export function isNumberedTitle(title: string): boolean {
  return STEP_NUMBER.test(title);
}

/** Whether the title is the name of a phase of any incident, alone or with a window. */
export function namesPhase(title: string): boolean {
  const bare = withoutWindow(title)
    .replace(STEP_NUMBER, "")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .replace(OBVIOUS, "");
  return (
    beginsWith(bare, PHASE_NAMES) !== undefined &&
    !hasRunbookPrefix(bare) &&
    !mentions(bare, PHASE_STOPS) &&
    (!mentions(bare, WORKFLOW_TOPICS) || beginsWith(bare, ["post"]) !== undefined) &&
    bare.split(/\s+/u).length <= 6
  );
}

/** Whether the title is nothing but the names of phases: "Containment and eradication", not "Contain the leak". */
export function isPurelyPhase(title: string): boolean {
  const words = spacedWords(withoutWindow(title).replace(STEP_NUMBER, "")).trim().split(" ");
  return (
    namesPhase(title) &&
    words.every(
      (word) => PHASE_FILLERS.includes(word) || beginsWith(word, PHASE_NAMES) !== undefined,
    )
  );
}

/** "Phase 1: Detection (0-5 minutes)" is called "Detection". */
export function phaseTitle(written: string): string {
  const bare = withoutWindow(written)
    .replace(NUMBERED, "")
    .replace(STEP_BEFORE_NUMBER, "")
    .replace(/^[\s\d.)#:–—-]+|[\s:–—-]+$/gu, "")
    .replace(/\s+/gu, " ");
  return bare === "" ? written : bare;
}

function withoutWindow(title: string): string {
  return title.replace(/\([^()]*\)|\[[^[\]]*\]/gu, (piece) => {
    const isWindow = readTimeWindow(piece.slice(1, -1)) ?? readOpenWindow(piece);
    return isWindow === undefined ? piece : " ";
  });
}

/** "(15 minutes - resolution)" has a beginning, and an end that is no time. */
export function readOpenWindow(title: string): TimeWindow | undefined {
  const start = /[([]\s*([^()[\]–—-]{1,30}?)\s*[–—-]\s*\p{L}{3,}[^()[\]]*[)\]]/u.exec(title)?.[1];
  return start === undefined ? undefined : readTimeWindow(`after ${start}`);
}
