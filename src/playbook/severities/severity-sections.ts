/** Severities with a heading of their own. */

import type { ListItem } from "mdast";
import { type PlaybookDocument, type Section, sourceOf } from "../markdown/document.ts";
import { labelledLines, type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { labelOf, plainText, splitLabel } from "../markdown/plain-text.ts";
import { type TextRow, type TextTable, tableRows } from "../markdown/table-rows.ts";
import { namesDocument } from "../runbooks/list-items.ts";
import {
  RESPONDER_TITLES,
  ROLE_WORDS,
  SECTION_WORDS,
  SEVERITY_NAMES,
  SEVERITY_NOUNS,
  WAY_COLUMNS,
} from "../vocabulary.ts";
import { isInstruction } from "../words/instructions.ts";
import { readDuration } from "../words/read-duration.ts";
import { readSeverityMention, severityRank } from "../words/severity-id.ts";
import { mentions, wordsIn } from "../words/wording.ts";
import { readResponseAction } from "./response-actions.ts";
import {
  addFact,
  addLabelledTime,
  draftOf,
  type SeverityDraft,
  severityField,
} from "./severity-draft.ts";
import { isAboutSeverities, isName, type Reading } from "./severity-topic.ts";

/**
 * A heading that names one severity ("P0 - Critical (Response Time: 15 minutes)") with what stands under
 * it. Where severities are not the topic around it, a fact of a severity must stand under or in it.
 */
export function readSeveritySection(reading: Reading, section: Section): void {
  const inContext = section.parent !== undefined && isAboutSeverities(section);
  const mention = section.level > 0 ? readSeverityMention(section.title, inContext) : undefined;
  if (mention === undefined) return;
  const facts = factsOf(reading.document, section);
  const heading = { text: section.title, line: section.line, column: 1 };
  const pieces = mention.rest
    .split(/[()[\]|]|\s[-–—]\s|[,;]\s/u)
    .flatMap(withoutName)
    .map((piece) => piece.trim());
  const inTitle = pieces.filter(
    (piece) => severityField(piece) !== undefined && readDuration(piece) !== undefined,
  );
  // Where severities are the topic, a bare time in the heading is the one to answer: "P1 (1 hour)".
  const bareTime = inContext ? pieces.find(isBareTime) : undefined;
  // Symptoms stand below a fault of that severity too, "P0: the site is down".
  const hasFact = facts.some(({ label }) => {
    const field = severityField(label);
    return field !== undefined && field !== "examples";
  });
  // "P1 response actions" with a list: the title is the list's label.
  const isTitleLabel = !inContext && severityField(mention.rest) === "actions";
  const asked = isTitleLabel ? labelledLists(section).filter((list) => list.label === "") : [];
  if (!inContext && !hasFact && inTitle.length === 0 && asked.length === 0) return;
  const isAmongLevels = section.parent !== undefined && isAboutSeverities(section.parent);
  const isFault = !isAmongLevels && inTitle.length === 0 && isNameOfItsOwn(pieces[0] ?? "");
  if (isFault && reading.drafts.has(mention.key) && !facts.some(promisesTime)) return;

  const { document, context, drafts } = reading;
  const source = { file: document.file, line: section.line };
  const draft = draftOf(drafts, mention, { source, isOwnPlace: true });
  // A document of its own is the place to look a level up, whatever sums it up elsewhere.
  if (section.level === 1) draft.source = source;
  const name = pieces.find(
    (piece) => piece !== "" && !inTitle.includes(piece) && piece !== bareTime,
  );
  // "SEV-1 incident response" tells what the section is, not what the level is called.
  const isSure = inContext || severityRank(name ?? "") !== undefined;
  if (name !== undefined && isSure && isName(name) && !mentions(name, SECTION_WORDS))
    draft.name ??= name;
  for (const piece of inTitle) addLabelledTime(draft, { ...heading, text: piece }, source);
  if (bareTime !== undefined && inTitle.length === 0)
    addFact(draft, {
      label: BARE_TIME_LABEL,
      lines: [{ ...heading, text: bareTime }],
      file: document.file,
    });
  for (const list of asked) {
    addFact(draft, { label: mention.rest, lines: list.items, file: document.file });
    context.understood(document.file, list.line, list.lastLine);
  }
  context.understood(document.file, section.line, section.line);
  if (asked.length > 0) return;
  readFacts(reading, section, draft);
}

/**
 * "SEV2: the east gate is stuck" is a fault of a severity that other lines define: what stands below
 * it is about that fault. A level is called by words for levels, "SEV2: major incident".
 */
function isNameOfItsOwn(name: string): boolean {
  const words = wordsIn(name);
  return (
    words.length >= 2 &&
    !words.every((word) => LEVEL_WORDS.has(word) || mentions(word, SECTION_WORDS))
  );
}

const LEVEL_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys(SEVERITY_NAMES),
  ...SEVERITY_NOUNS,
]);

/** A time is promised for a level, not for one fault of it. */
function promisesTime({ label }: Fact): boolean {
  return PROMISED_FIELDS.has(severityField(label) ?? "");
}

const PROMISED_FIELDS: ReadonlySet<string> = new Set([
  "response",
  "resolution",
  "communication",
  "sla",
]);

/** Adds what stands below the place that names a severity: its facts, its cases, and what it means. */
export function readFacts(reading: Reading, section: Section, draft: SeverityDraft): void {
  const { document, context } = reading;
  readCases(reading, section, draft);
  for (const fact of factsOf(document, section)) {
    if (addFact(draft, { ...fact, file: document.file }))
      context.understood(document.file, fact.line, fact.lastLine);
  }
  if (draft.definition === undefined) readDefinition(reading, section, draft);
}

const BARE_TIME_LABEL = "response time";

/** "High: respond within an hour" is a name, and what is promised; "Response: an hour" is one. */
function withoutName(piece: string): readonly string[] {
  const at = piece.search(/:\s/u);
  if (at < 0 || severityField(piece.slice(0, at)) !== undefined) return [piece];
  return [piece.slice(0, at), ...withoutName(piece.slice(at + 1).trim())];
}

/** Nothing but a time: "15 minutes", "< 1 hour". */
function isBareTime(text: string): boolean {
  return readDuration(text) !== undefined && /^[<≤~\d\s.+–-]*\s*[a-z]*\s*[a-z]+$/iu.test(text);
}

/**
 * The list under the heading without a label of its own: what happens at that severity, or what is done
 * where the heading above says so. Items that say
 * what they are ("Response time: …") are that instead.
 */
function readCases(reading: Reading, section: Section, draft: SeverityDraft): void {
  const { document, context } = reading;
  const isBelowActions = severityField(section.parent?.title ?? "") === "actions";
  for (const list of labelledLists(section)) {
    if (list.label !== "" || list.items.every(({ node }) => opensWithDocument(node))) continue;
    // "Incident response" may be above both; what asks for nothing is what happens.
    if (isBelowActions && list.items.some(({ text }) => asks(text))) {
      addFact(draft, { label: "actions", lines: list.items, file: document.file });
      context.understood(document.file, list.line, list.lastLine);
      continue;
    }
    const told = list.items.map((item) => ({
      item,
      field: severityField(splitLabel(item.text)?.label ?? ""),
    }));
    // A list of nothing but labels is one of facts, not of cases.
    if (told.every(({ field }) => field !== undefined)) continue;
    const isListOfCases = isAboutSeverities(section) && told.every(({ item }) => isNamedCase(item));
    const cases = told.filter(
      ({ item, field }) => field === undefined && (isListOfCases || !isOtherFact(item.text)),
    );
    const lines = cases.map(({ item }) => item);
    if (addFact(draft, { label: "examples", lines, file: document.file }))
      for (const { line, lastLine } of lines) context.understood(document.file, line, lastLine);
  }
}

/** A list of pages to read is none of cases. */
function opensWithDocument({ children: [first] }: ListItem): boolean {
  return first?.type === "paragraph" && namesDocument(first);
}

function asks(text: string): boolean {
  return isInstruction(text) || readResponseAction(text).kind !== "other";
}

/** "**Fire**: smoke in the mill", in a list whose labels are all names of cases and none is of a fact. */
function isNamedCase({ text }: TextLine): boolean {
  const split = splitLabel(text);
  if (split === undefined) return false;
  const { label, rest } = split;
  const isFact =
    severityField(label) !== undefined ||
    mentions(label, [...RESPONDER_TITLES, ...WAY_COLUMNS, ...ROLE_WORDS]);
  return !isFact && rest.split(/\s+/u).length >= CASE_WORDS_MIN;
}

/** "Channel: the bridge" tells a name, not what happens. */
const CASE_WORDS_MIN = 3;

/** "Escalation: …" is said elsewhere, and "Channel: …" nowhere; neither is a case. */
function isOtherFact(text: string): boolean {
  const split = splitLabel(text);
  if (split === undefined) return false;
  return mentions(split.label, RESPONDER_TITLES) || !/[<>≤≥\d]/u.test(split.rest);
}

interface Fact {
  readonly label: string;
  readonly lines: readonly TextLine[];
  readonly line: number;
  readonly lastLine: number;
}

/** Labelled lists, "label: value" lines, two-column tables, and sub-headings with a list. */
function factsOf(document: PlaybookDocument, section: Section): Fact[] {
  const lists = labelledLists(section).filter(({ label }) => label !== "");
  const facts: Fact[] = lists.map((list) => ({ ...list, lines: list.items }));
  for (const line of labelledLines(section)) {
    const { label, value } = line;
    const isInList = lists.some((list) => line.line >= list.line && line.line <= list.lastLine);
    if (value !== "" && !isInList)
      facts.push({
        label,
        lines: [{ ...line, text: value }],
        line: line.line,
        lastLine: line.line,
      });
  }
  for (const row of tableRows(document, section).flatMap((table) => keyValueRows(table))) {
    const [label, value] = row.cells;
    if (label !== undefined && value !== undefined)
      facts.push({ label: label.text, lines: [value], line: row.line, lastLine: row.line });
  }
  for (const child of section.children) {
    // "Response time: 1 hour" over a list is the time; the list is how it is spent.
    const split = splitLabel(child.title);
    if (split !== undefined && isBareTime(split.rest)) {
      const value = { text: split.rest, line: child.line, column: 1 };
      facts.push({ label: split.label, lines: [value], line: child.line, lastLine: child.line });
      continue;
    }
    for (const list of labelledLists(child).filter(({ label }) => label === ""))
      facts.push({
        label: child.title,
        lines: list.items,
        line: child.line,
        lastLine: list.lastLine,
      });
  }
  return facts;
}

function keyValueRows(table: TextTable): readonly TextRow[] {
  return table.header.length === 2 ? table.rows : [];
}

/** The first paragraph that is neither a label nor labelled lines. */
function readDefinition(reading: Reading, section: Section, draft: SeverityDraft): void {
  const { document, context } = reading;
  const paragraph = section.content.find(
    (node) =>
      node.type === "paragraph" &&
      labelOf(node) === undefined &&
      textLines({ content: [node] }).every((line) => splitLabel(line.text) === undefined),
  );
  if (paragraph === undefined) return;
  draft.definition = plainText(paragraph);
  const { line } = sourceOf(document, paragraph);
  context.understood(document.file, line, paragraph.position?.end.line ?? line);
}
