/** Times that a text promises outside its severities: for all of them, or in a sentence about some. */

import { durationMs, MS } from "../../domain/duration.ts";
import type { GeneralPromise } from "../../domain/playbook.ts";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { labelled, type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { labelledLists, withNested } from "../markdown/labelled-lists.ts";
import { AND_WORDS, EVERY_WORDS, OR_WORDS } from "../vocabulary.ts";
import {
  PROMISE_ENDS,
  PROMISE_TOPICS,
  RECOVERY_LABELS,
  REVIEW_WORDS,
} from "../words/promise-words.ts";
import { readDuration } from "../words/read-duration.ts";
import { severityKeysIn } from "../words/severity-id.ts";
import { anyOf, mentions } from "../words/wording.ts";
import { clocksIn, type PromisedTime, promisedTimes } from "./promised-times.ts";
import { addSpokenTimes, type SeverityDrafts } from "./severity-draft.ts";

/** Every line that promises a time under a heading about responding or telling, and names no severity. */
export function generalPromises(documents: readonly PlaybookDocument[]): readonly GeneralPromise[] {
  return documents.flatMap(({ file, root }) =>
    [...walkSections(root)].flatMap((section) =>
      linesOf(section).flatMap((line): readonly GeneralPromise[] => {
        if (keysFor(section, line).length > 0) return [];
        const source = { file, line: line.line, column: line.column };
        return withoutRepeats(
          promisesOf(section, line).flatMap(({ clock, text }) => {
            const time = readDuration(text);
            return time === undefined ? [] : [{ clock, time, source }];
          }),
        );
      }),
    ),
  );
}

function withoutRepeats(promises: readonly GeneralPromise[]): readonly GeneralPromise[] {
  return [...new Map(promises.map((one) => [`${one.clock} ${one.time}`, one])).values()];
}

/** "Post updates every 15 minutes for P1": counts for the severities named, where they are defined. */
export function addPromisesToSeverities(
  documents: readonly PlaybookDocument[],
  drafts: SeverityDrafts,
): void {
  for (const { file, root } of documents) {
    for (const section of walkSections(root)) {
      for (const line of linesOf(section).flatMap(byTime)) {
        const source = { file, line: line.line, column: line.column };
        for (const key of keysFor(section, line)) {
          const draft = drafts.get(key);
          if (draft !== undefined) addSpokenTimes(draft, line, source);
        }
      }
    }
  }
}

/**
 * "Post updates every 15 min (P1) or every 2 hours (P2)": the words before the first time with each time
 * and the severities beside it. A line of which not every part has both stays whole.
 */
function byTime(line: TextLine): readonly TextLine[] {
  const repeated = repeatedTimes(line);
  if (repeated !== undefined) return repeated;
  const [first = "", ...others] = line.text.split(BETWEEN_TIMES);
  const start = line.text.search(/\d/u);
  if (others.length === 0 || start < 0) return [line];
  const head = first.slice(0, start).replace(EVERY_END, "");
  const every = first.slice(head.length, start);
  const parts = [
    first.slice(start),
    ...others.map((part) => (part.startsWith(every) ? part.slice(every.length) : part)),
  ];
  const isEach = parts.every(
    (part) =>
      /^\d/u.test(part) && severityKeysIn(part).length > 0 && readDuration(part) !== undefined,
  );
  return isEach ? parts.map((part) => ({ ...line, text: `${head}${every}${part}` })) : [line];
}

/** "Updates: every 15 minutes for P1, every hour for P2": each bound with its own severities. */
function repeatedTimes(line: TextLine): readonly TextLine[] | undefined {
  const [first = "", ...others] = line.text.split(BEFORE_BOUND);
  const start = first.search(BOUND_WORD);
  if (others.length === 0 || start < 0) return undefined;
  const parts = [first.slice(start), ...others];
  const isEach = parts.every(
    (part) => severityKeysIn(part).length > 0 && readDuration(part) !== undefined,
  );
  return isEach
    ? parts.map((part) => ({ ...line, text: `${first.slice(0, start)}${part}` }))
    : undefined;
}

const BEFORE_BOUND = new RegExp(
  `\\s*[,;]\\s+(?:(?:${anyOf(AND_WORDS)})\\s+)?(?=(?:${anyOf([...EVERY_WORDS, ...PROMISE_ENDS])})\\s)`,
  "iu",
);
const BOUND_WORD = new RegExp(`\\b(?:${anyOf([...EVERY_WORDS, ...PROMISE_ENDS])})\\s`, "iu");
const BETWEEN_TIMES = new RegExp(
  `(?<=\\))(?:\\s*[,;]|\\s+(?:${anyOf([...AND_WORDS, ...OR_WORDS])}))\\s+`,
  "u",
);
const EVERY_END = new RegExp(`(?:${anyOf([...EVERY_WORDS, ...PROMISE_ENDS])})\\s+$`, "iu");

/** The severities that a line names, else those of its heading: "Communicate (P0/P1 only)". */
function keysFor(section: Section, line: TextLine): readonly string[] {
  const own = severityKeysIn(line.text);
  return own.length > 0 ? own : severityKeysIn(section.title);
}

function promisesOf(
  section: Section,
  line: TextLine,
): readonly Pick<PromisedTime, "clock" | "text">[] {
  const split = labelled(line);
  if (split !== undefined && mentions(split.label, RECOVERY_LABELS))
    return readDuration(split.value) === undefined
      ? []
      : [{ clock: "resolution", text: split.value }];
  if (!isAbout(section)) return [];
  // A first message is promised in minutes or hours; to tell an authority within days is a law's deadline.
  return promisedTimes(line.text).filter(
    ({ clock, text, isRepeated }) =>
      clock !== "communication" ||
      isRepeated ||
      durationMs(readDuration(text) ?? "PT0S") < FIRST_MESSAGE_MS_MAX,
  );
}

const FIRST_MESSAGE_MS_MAX = MS.day;

function isAbout(section: Section): boolean {
  return [section.title, section.parent?.title ?? ""].some((title) =>
    mentions(title, PROMISE_TOPICS),
  );
}

/**
 * Without quotations: those are messages to send, and say how it may go. When the review of an incident
 * is written is no promise about the incident.
 */
function linesOf({ content, ...section }: Section): readonly TextLine[] {
  const own = { ...section, content: content.filter(({ type }) => type !== "blockquote") };
  return [
    ...textLines(own),
    ...labelledLists(own).flatMap(({ label, items }) => {
      // "Answer within:" goes on in each item: "15 minutes for P1".
      const isBegun = PROMISE_END.test(label);
      // "Updates:" says what is promised in "Every 15 minutes for P1".
      const isTopic = clocksIn(label).length === 1;
      return items
        .flatMap(withNested)
        .map((item) =>
          isBegun || (isTopic && BOUND_START.test(item.text))
            ? { ...item, text: `${label} ${item.text}` }
            : item,
        );
    }),
  ].filter(({ text }) => !mentions(text, REVIEW_WORDS));
}

const BOUND_START = new RegExp(`^(?:${anyOf([...PROMISE_ENDS, ...EVERY_WORDS])})\\s`, "iu");
const PROMISE_END = new RegExp(`\\s(?:${anyOf([...PROMISE_ENDS, ...EVERY_WORDS])})$`, "iu");
