/** Severities that begin a paragraph or a line of a text fence, each with what stands below it. */

import type { RootContent } from "mdast";
import { codeFences } from "../markdown/code-fences.ts";
import type { Section } from "../markdown/document.ts";
import { type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { readSeverityMention, type SeverityMention } from "../words/severity-id.ts";
import { addFact, draftOf, severityField } from "./severity-draft.ts";
import { readFacts } from "./severity-sections.ts";
import { addSummary } from "./severity-summary.ts";
import { areSeverities, isAboutSeverities, type Reading } from "./severity-topic.ts";

interface Start {
  readonly mention: SeverityMention;
  readonly lines: readonly TextLine[];
  readonly below: readonly RootContent[];
}

/**
 * "**SEV1 – Critical**" as a paragraph of its own, or "SEV1: all is lost" with a line for each severity,
 * where severities are the topic. At least two must begin so, all different.
 */
export function readSeverityLines(reading: Reading, section: Section): void {
  if (!isAboutSeverities(section)) return;
  readAll(reading, section, paragraphStarts(section));
  for (const fence of codeFences(reading.document, section)) {
    if (fence.lang !== "" && fence.lang !== "text" && fence.lang !== "txt") continue;
    const starts = fence.value.split("\n").flatMap((text, index): Start[] => {
      const line = { text: text.trim(), line: fence.line + index, column: 1 };
      const mention = readSeverityMention(line.text, true);
      return mention === undefined ? [] : [{ mention, lines: [line], below: [] }];
    });
    readAll(reading, section, starts);
  }
}

/** A paragraph whose lines each begin with a severity has a start in each. */
function paragraphStarts(section: Section): readonly Start[] {
  const starts: { mention: SeverityMention; lines: TextLine[]; below: RootContent[] }[] = [];
  for (const node of section.content) {
    const lines = node.type === "paragraph" ? textLines({ content: [node] }) : [];
    const isStart =
      lines[0] !== undefined && readSeverityMention(lines[0].text, true) !== undefined;
    if (!isStart) {
      starts.at(-1)?.below.push(node);
      continue;
    }
    for (const line of lines) {
      const mention = readSeverityMention(line.text, true);
      if (mention === undefined) starts.at(-1)?.lines.push(line);
      else starts.push({ mention, lines: [line], below: [] });
    }
  }
  return starts;
}

/** "SEV1 applies when any of these hold:" */
const LABEL_WORDS_MAX = 8;

function readAll(reading: Reading, section: Section, starts: readonly Start[]): void {
  if (!areSeverities(starts.map(({ mention }) => mention))) return;
  const { file } = reading.document;
  for (const { mention, lines, below } of starts) {
    const [first, ...others] = lines;
    if (first === undefined) continue;
    const source = { file, line: first.line, column: first.column };
    const draft = draftOf(reading.drafts, mention, { source, isOwnPlace: true });
    const rest = [mention.rest, ...others.map(({ text }) => text)].join(" ");
    const label = rest.replace(/[\s:：]+$/u, "");
    const isLabel = label.split(" ").length <= (/[:：]$/u.test(rest) ? LABEL_WORDS_MAX : 2);
    if (severityField(label) === "examples" && isLabel) {
      const lines = labelledLists({ content: below }).flatMap(({ items }) => items);
      addFact(draft, { label, lines, file });
      continue;
    }
    addSummary(draft, { ...first, text: rest }, file);
    reading.context.understood(file, first.line, lines.at(-1)?.line ?? first.line);
    const part = { ...section, content: below, children: [], line: first.line, parent: section };
    readFacts(reading, part, draft);
  }
}
