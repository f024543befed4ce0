/** By when the text wants the postmortem. */

import type { Nodes } from "mdast";
import { durationMs, MS } from "../domain/duration.ts";
import type { IsoDuration } from "../domain/playbook.ts";
import { type PlaybookDocument, type Section, walkSections } from "./document.ts";
import { labelledLists } from "./labelled-lists.ts";
import { oneLine, plainText } from "./plain-text.ts";
import { namesPostmortem } from "./postmortem-words.ts";
import { readDuration } from "./read-duration.ts";
import { mentions } from "./wording.ts";

const WITHIN =
  /\b(?:within|no later than|not later than|in less than|inside of)\s+(?:the\s+)?(?=([^.;]{1,40}))/giu;
const AFTER =
  /([^.;,]{1,30}?)\s+(?:after|following)\s+(?:the\s+)?(?:incident|resolution|event|outage)\b/giu;

/** "Finish the postmortem in 5 days"; other words stand between, "in 3 days of …" tells something else. */
const IN = /\bin\s+(?=([^.;]{1,25}?(?:hours?|h|days?|weeks?)\b)(?!\s+of\b))/giu;
const DEADLINE = /\b(?:deadline|due(?: date)?|timeline|sla)\b\s*[:–—-]\s*(?=([^.;]{1,40}))/giu;

/** What is done with a postmortem, under a heading that names it. */
const WORK = [
  "schedul*",
  "hold",
  "held",
  "publish*",
  "complet*",
  "writ*",
  "draft*",
  "due",
  "meeting",
  "conduct*",
  "finish*",
];
/** Other things that are due, and no sooner than this is a postmortem. */
const OTHER_WORK = ["action item*", "follow up*", "ticket*"];
/** "Within 48 hours of resolution:" and no more, above what is to be answered. */
const ONLY_DUE =
  /^within\s+(?:the\s+)?[^.;:]{1,30}?(?:\s+(?:of|after|following)\s+(?:the\s+)?(?:incident|resolution|event|outage))?\s*:$/iu;
const SOONEST_MS = MS.hour;

/**
 * The time the documents give for the postmortem: `postmortem_scheduled: "Within 48h"`, "a postmortem
 * is published within 5 business days", or the same under a heading that names it. The first one where
 * there are several.
 */
export function postmortemDueAfter(
  documents: readonly PlaybookDocument[],
): IsoDuration | undefined {
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      const underHeading = namesPostmortem(section.title);
      const told = [
        section.title,
        ...labelledTexts(section),
        ...section.content.flatMap(sentencesIn),
      ];
      for (const sentence of told) {
        const due = dueIn(sentence, underHeading);
        if (due !== undefined) return due;
      }
    }
  }
  return undefined;
}

/** What a label says of the items below it, and a column's title of its cells. */
function labelledTexts(section: Section): string[] {
  const items = labelledLists(section).flatMap(({ label, items: below }) =>
    label === "" ? [] : below.map(({ text }) => `${label}: ${text}`),
  );
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
  const after = /\b(?:after|following)\b/iu.test(sentence) ? sentence.matchAll(AFTER) : [];
  const written = [
    ...sentence.matchAll(WITHIN),
    ...after,
    ...(mentions(sentence, WORK) ? sentence.matchAll(IN) : []),
    ...sentence.matchAll(DEADLINE),
  ];
  if (written.length === 0) return undefined;
  const named = namesPostmortem(sentence.replaceAll("_", " "));
  const counts =
    named ||
    (underHeading && mentions(sentence, WORK) && !mentions(sentence, OTHER_WORK)) ||
    (underHeading && ONLY_DUE.test(sentence));
  if (!counts) return undefined;
  const name = named
    ? Math.max(0, sentence.search(/post|retro|review|report|action|rca|root/iu))
    : 0;
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
