/** Feeds a paragraph to the runbook that is being read: as a heading, a way, an introduction, or sentences. */

import type { Paragraph, RootContent } from "mdast";
import { labelOf, plainText } from "../markdown/plain-text.ts";
import { sentencesOf } from "../markdown/sentences.ts";
import { isShellFence } from "../shell/fence.ts";
import { CASE_WORDS, LOOKED_AT, NO_CASES, QUESTION_STARTS } from "../vocabulary/runbooks.ts";
import { isInstruction, isStatement } from "../words/instructions.ts";
import { conditionOfTitle, readStepMarker, withoutColon } from "../words/step-marker.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";
import { LABEL_DEPTH, SENTENCE_DEPTH } from "./draft-block.ts";
import { inlineCommands } from "./inline-commands.ts";
import { isToDo, itemText } from "./list-items.ts";
import { codeLines, type RunbookReading, readInlineCommand } from "./runbook-fence.ts";
import { optionOf } from "./runbook-list.ts";
import { offersChoices, tellsOfLater, tellsTrouble, topicOf } from "./runbook-words.ts";

interface ParagraphPosition {
  /** How deep a label stands; undefined where it may title nothing. */
  readonly labelDepth: number | undefined;
  readonly next: RootContent | undefined;
}

/** `next` is what it may introduce. */
export function readParagraph(
  node: Paragraph,
  reading: RunbookReading,
  at: ParagraphPosition,
): void {
  const { draft } = reading;
  const { labelDepth } = at;
  const text = plainText(node);
  const line = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? line;
  const label = line === lastLine && labelDepth !== undefined ? labelOf(node) : undefined;
  const titles = label !== undefined && (isHeadingLike(node, label) || isTitleOfSteps(node, at));
  if (titles && labelDepth !== undefined) {
    draft.heading(label, { line, depth: labelDepth });
    return;
  }
  const caseLabel = caseLabelOf(node);
  if (caseLabel !== undefined && !text.endsWith(":") && tellsOfLater(caseLabel)) {
    draft.flush();
    return;
  }
  if (caseLabel !== undefined && draft.offersCases && !introducesLabels(node, at.next)) {
    draft.heading(caseLabel, { line, depth: LABEL_DEPTH, words: text });
    return;
  }
  if (readWay(node, text, { reading, next: at.next })) return;
  const marker = readStepMarker(text);
  if (marker.kind === "or" && text.length < WAY_LENGTH_MAX)
    draft.or({ text, title: marker.title, line });
  else if (!reading.readsProse || introducesCommands(at.next, reading))
    readIntroduction(node, reading);
  else readSentences(node, reading);
  if (reading.readsProse && draft.topic !== "background" && isInstruction(text))
    for (const command of inlineCommands(node)) readInlineCommand(command, reading);
}

const WAY_LENGTH_MAX = 160;

/** "If it leaks:" above what is done then, or "Option B: …"; false when the paragraph is neither. */
function readWay(
  node: Paragraph,
  text: string,
  at: { reading: RunbookReading; next: RootContent | undefined },
): boolean {
  const { draft, readsProse } = at.reading;
  const line = node.position?.start.line ?? 1;
  const marker = readStepMarker(text);
  const goesOn = /^\p{Ll}/u.test(text);
  const isWay = marker.kind === "branch" || marker.kind === "alternative";
  if (!goesOn && !isWay) draft.endOfCondition();
  if (text.length >= WAY_LENGTH_MAX) return false;
  const place = { line, depth: SENTENCE_DEPTH };
  if (marker.kind === "branch" && opensCase(text, at) && !draft.isInsideOption(SENTENCE_DEPTH)) {
    draft.option({ title: marker.title, when: marker.when, line, steps: [] }, place);
    return true;
  }
  if (marker.kind !== "alternative" || !readsProse) return false;
  draft.option({ title: marker.title, line, steps: [] }, place);
  return true;
}

/** Whether commands follow, or a list of things to do that the words only put a condition before. */
function opensCase(
  text: string,
  { reading, next }: { reading: RunbookReading; next: RootContent | undefined },
): boolean {
  if (next?.type !== "list") return introducesCommands(next, reading);
  const isOnlyCondition = conditionOfTitle(text) !== undefined && !offersChoices(text);
  // A list of further conditions says more than the one above it.
  const isPlain = next.children.every((item) => optionOf(itemText(item), 0, "steps") === undefined);
  return reading.readsProse && isOnlyCondition && isPlain && isToDo(next);
}

/** Whether every label in bold says what may be wrong: "2a. The pump is off", "2b. The tank is empty". */
export function areCases(nodes: readonly RootContent[]): boolean {
  const labels = nodes
    .filter((node) => node.type === "paragraph")
    .filter(hasBoldLabel)
    // "**Common fixes:**" above the first of them only says what follows.
    .filter((node) => !introducesLabels(node, nodes[nodes.indexOf(node) + 1]));
  const cases = labels.map((node) => caseLabelOf(node) ?? "");
  return cases.length >= 2 && (cases.every(namesCase) || areMostlyTroubles(cases));
}

/** "**Spam customer** — hold the account" among troubles is a case as well. */
function areMostlyTroubles(labels: readonly string[]): boolean {
  const troubles = labels.filter((label) => namesCase(label) && tellsTrouble(label)).length;
  const isOther = (label: string): boolean => topicOf(label) !== undefined || isInstruction(label);
  return troubles >= 3 && troubles * 2 >= labels.length && !labels.some(isOther);
}

/** Whether the paragraphs are such cases, and most of them say what is done then. */
export function tellCases(nodes: readonly RootContent[]): boolean {
  if (!areCases(nodes)) return false;
  const cases = nodes.filter((node) => node.type === "paragraph").filter(hasBoldLabel);
  const asking = cases.filter((node) =>
    plainText(node)
      .split(/[:.;,]\s|\s[–—]\s/u)
      .slice(1)
      .some(isInstruction),
  );
  return asking.length * 3 >= cases.length * 2;
}

/** A label directly above another one. */
function introducesLabels(node: Paragraph, next: RootContent | undefined): boolean {
  const isLabel = (one: Paragraph): boolean => hasBoldLabel(one) && labelOf(one) !== undefined;
  return next?.type === "paragraph" && isLabel(node) && isLabel(next);
}

function hasBoldLabel(node: Paragraph): boolean {
  return caseLabelOf(node) !== undefined;
}

/** The words in bold that the paragraph is, or begins with before a colon. */
function caseLabelOf(node: Paragraph): string | undefined {
  const [first] = node.children;
  if (first?.type !== "strong") return undefined;
  const bold = plainText(first);
  const rest = plainText(node).slice(bold.length);
  const isLabel = rest === "" || bold.endsWith(":") || /^(?::|\s+[–—]\s)/u.test(rest);
  return isLabel ? withoutColon(bold) : undefined;
}

/** "Case A: bad release", "Scenario 2". */
const NUMBERED_CASE = new RegExp(`^(?:${anyOf(CASE_WORDS)})\\s+(?:\\d+|[a-z])\\b`, "iu");

function namesCase(label: string): boolean {
  if (NUMBERED_CASE.test(label)) return true;
  if (topicOf(label) !== undefined || isInstruction(label) || /[.!?]$/u.test(label)) return false;
  if (beginsWith(label, QUESTION_STARTS) !== undefined || mentions(label, NO_CASES)) return false;
  return isStatement(label) || (tellsTrouble(label) && !mentions(label, LOOKED_AT));
}

/** The paragraph above a command: all of its words are the command's. */
function readIntroduction(node: Paragraph, reading: RunbookReading): void {
  const text = plainText(node);
  const line = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? line;
  if (/[:：]$/u.test(text) || !reading.readsProse) reading.draft.lead(text, line, lastLine);
  else reading.draft.paragraph(sentencesOf(node));
}

/** A last sentence that ends with a colon introduces what follows the paragraph. */
function readSentences(node: Paragraph, reading: RunbookReading): void {
  const { draft } = reading;
  const sentences = sentencesOf(node);
  if (readConditions(sentences, reading)) return;
  const last = sentences.at(-1);
  if (labelOf(node) !== undefined && sentences.length === 1 && last !== undefined) {
    draft.lead(last.text, last.line, last.lastLine);
    return;
  }
  const opens = last !== undefined && /[:：]$/u.test(last.text);
  draft.paragraph(opens ? sentences.slice(0, -1) : sentences);
  if (opens) draft.lead(last.text, last.line, last.lastLine);
}

/** Two sentences at least, each of which begins with its condition: "If it leaks, …. If it smokes, …." */
function readConditions(
  sentences: ReturnType<typeof sentencesOf>,
  { draft }: RunbookReading,
): boolean {
  if (draft.topic === undefined || draft.isInsideOption(SENTENCE_DEPTH)) return false;
  if (/[:：]$/u.test(sentences.at(-1)?.text ?? "")) return false;
  const options = sentences.flatMap(({ text, line }) => optionOf(text, line, "steps") ?? []);
  const asks = options.filter(({ words = "" }) => isInstruction(words));
  if (options.length < 2 || options.length !== sentences.length || asks.length === 0) return false;
  for (const [index, option] of options.entries())
    draft.option(option, { line: option.line, depth: SENTENCE_DEPTH, isFirst: index === 0 });
  draft.endOfCondition();
  return true;
}

/** Whether commands stand in a fence there. */
export function introducesCommands(
  next: RootContent | undefined,
  reading: RunbookReading,
): boolean {
  if (next?.type !== "code") return false;
  const { value, lang } = codeLines(reading.document, next);
  return isShellFence(value, lang);
}

/** "B. Look at the pump". */
const LETTERED = /^\p{Lu}[.)]\s+\S/u;

/** A label stands for a heading when it is in bold, or short, and says what kind of steps follow. */
function isHeadingLike(node: Paragraph, written: string): boolean {
  const isBold = node.children[0]?.type === "strong";
  // "**Fix.**" is a label like "**Fix:**".
  const label = isBold ? written.replace(/^(\S+(?:\s\S+){0,2})\.$/u, "$1") : written;
  if (/[.!?]$/u.test(label) || label.split(/\s+/u).length > 10) return false;
  if (!isBold && label.split(/\s+/u).length > 3) return false;
  if (topicOf(label) !== undefined || offersChoices(label)) return true;
  const { kind } = readStepMarker(label);
  if (isBold && conditionOfTitle(label) !== undefined) return true;
  return (
    isBold &&
    (kind === "alternative" || kind === "numbered" || kind === "branch" || LETTERED.test(label))
  );
}

/** "**Commander**:" directly above a list of what the commander does. */
function isTitleOfSteps(node: Paragraph, { next }: ParagraphPosition): boolean {
  const isBold = node.children[0]?.type === "strong";
  return isBold && node.children.length <= 2 && next?.type === "list" && isToDo(next);
}
