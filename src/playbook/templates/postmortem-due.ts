/** By when the text wants the postmortem. */

import type { Nodes } from "mdast";
import { durationMs, MS } from "../../domain/duration.ts";
import type { IsoDuration } from "../../domain/playbook.ts";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { oneLine, plainText } from "../markdown/plain-text.ts";
import {
  DEADLINE_LABELS,
  DUE_AFTER,
  DUE_HEADINGS,
  DUE_IN,
  DUE_LEADS,
  DUE_NOT_BEFORE,
  DUE_UNITS,
  INCIDENT_ENDS,
  OTHER_WORK,
  POSTMORTEM_MEETINGS,
  POSTMORTEM_STEMS,
  POSTMORTEM_WANTED,
  POSTMORTEM_WORK,
  POSTMORTEM_WRITING,
} from "../vocabulary/postmortems.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import { readDuration } from "../words/read-duration.ts";
import { anyOf, mentions } from "../words/wording.ts";

const WITHIN = new RegExp(`\\b(?:${anyOf(DUE_LEADS)})\\s+(?:the\\s+)?(?=([^.;]{1,40}))`, "giu");
const AFTER = new RegExp(
  `([^.;,]{1,30}?)\\s+(?:${anyOf(DUE_AFTER)})\\s+(?:the\\s+)?(?:${anyOf(INCIDENT_ENDS)})\\b`,
  "giu",
);
const TELLS_AFTER = new RegExp(`\\b(?:${anyOf(DUE_AFTER)})\\b`, "iu");

/** "Finish the postmortem in 5 days"; other words stand between, "in 3 days of …" tells something else. */
const IN = new RegExp(
  `\\b(?:${anyOf(DUE_IN)})\\s+(?=([^.;]{1,25}?(?:${anyOf(DUE_UNITS)})\\b)(?!\\s+(?:${anyOf(DUE_NOT_BEFORE)})\\b))`,
  "giu",
);
const DEADLINE = new RegExp(
  `\\b(?:${anyOf(DEADLINE_LABELS)})\\b\\s*[:–—-]\\s*(?=([^.;]{1,40}))`,
  "giu",
);
/** "Within 48 hours of resolution:" and no more, above what is to be answered. */
const ONLY_DUE = new RegExp(
  `^(?:${anyOf(DUE_LEADS)})\\s+(?:the\\s+)?[^.;:]{1,30}?(?:\\s+(?:${anyOf([...DUE_NOT_BEFORE, ...DUE_AFTER])})\\s+(?:the\\s+)?(?:${anyOf(INCIDENT_ENDS)}))?\\s*:$`,
  "iu",
);
const NAME = new RegExp(anyOf(POSTMORTEM_STEMS), "iu");
const SOONEST_MS = MS.hour;

/** What a sentence tells: of the postmortem itself, or only of the meeting about it. */
interface Told {
  readonly due: IsoDuration;
  /** The lowest counts. */
  readonly rank: number;
}

/**
 * The time the documents give for the postmortem: `postmortem_scheduled: "Within 48h"`, "a postmortem
 * is published within 5 business days", or the same under a heading that names it. Where there are
 * several, the first one under such a heading counts before others, and one for what is written before
 * one for a meeting.
 */
export function postmortemDueAfter(
  documents: readonly PlaybookDocument[],
): IsoDuration | undefined {
  let best: Told | undefined;
  for (const document of documents)
    for (const section of walkSections(document.root))
      for (const told of timesIn(section))
        if (best === undefined || told.rank < best.rank) best = told;
  return best?.due;
}

function timesIn(section: Section): Told[] {
  const underHeading = isUnderPostmortem(section);
  const sentences = [
    section.title,
    ...labelledTexts(section),
    ...section.content.flatMap(sentencesIn),
  ];
  return sentences.flatMap((sentence) => {
    const due = dueIn(sentence, underHeading);
    if (due === undefined) return [];
    const isOfMeeting =
      mentions(sentence, POSTMORTEM_MEETINGS) && !mentions(sentence, POSTMORTEM_WRITING);
    return [{ due, rank: (underHeading ? 0 : 2) + (isOfMeeting ? 1 : 0) }];
  });
}

/** The heading names a postmortem, or the one above it does and this one says only when. */
function isUnderPostmortem({ title, parent }: Section): boolean {
  if (namesPostmortem(title)) return true;
  return mentions(title, DUE_HEADINGS) && parent !== undefined && namesPostmortem(parent.title);
}

/** What a label or a heading says of the items below it, and a column's title of its cells. */
function labelledTexts(section: Section): string[] {
  const items = labelledLists(section).flatMap(({ label, items: below }) => {
    const above = label === "" && ONLY_DUE.test(`${section.title}:`) ? section.title : label;
    return above === "" ? [] : below.map(({ text }) => `${above}: ${text}`);
  });
  const cells = section.content.flatMap((node) => {
    if (node.type !== "table") return [];
    const [head, ...rows] = node.children;
    const titles = head?.children.map((cell) => plainText(cell)) ?? [];
    return rows.flatMap((row) =>
      row.children.flatMap((cell, index) => {
        const title = titles[index] ?? "";
        return namesPostmortem(title) ? [`${title}: ${plainText(cell)}`] : [];
      }),
    );
  });
  return [...items, ...cells];
}

function dueIn(text: string, underHeading: boolean): IsoDuration | undefined {
  const sentence = oneLine(text);
  const named = namesPostmortem(sentence.replaceAll("_", " "));
  if (!named && !underHeading) return undefined;
  const after = TELLS_AFTER.test(sentence) ? sentence.matchAll(AFTER) : [];
  const written = [
    ...sentence.matchAll(WITHIN),
    ...after,
    ...(mentions(sentence, POSTMORTEM_WORK) ? sentence.matchAll(IN) : []),
    ...sentence.matchAll(DEADLINE),
  ];
  if (written.length === 0) return undefined;
  const counts =
    named ||
    (mentions(sentence, [...POSTMORTEM_WORK, ...POSTMORTEM_WANTED]) &&
      !mentions(sentence, OTHER_WORK)) ||
    ONLY_DUE.test(sentence);
  if (!counts) return undefined;
  const name = named ? Math.max(0, sentence.search(NAME)) : 0;
  // "Answer within an hour and hold a postmortem within two days": what follows the name comes first.
  const ordered = [
    ...written.filter(({ index }) => index > name),
    ...written.filter(({ index }) => index <= name),
  ];
  return ordered
    .map((match) => readDuration(match[1] ?? ""))
    .find((duration) => duration !== undefined && durationMs(duration) >= SOONEST_MS);
}

/** The sentences of a node, and the lines of the code in it: a checklist is often written as YAML. */
function sentencesIn(node: Nodes): readonly string[] {
  if (node.type === "code") return node.value.split("\n");
  if (node.type === "paragraph" || node.type === "tableRow" || !("children" in node))
    return plainText(node).split(/(?<=[.!?;])\s+/u);
  return node.children.flatMap(sentencesIn);
}
