/** Severities summed up in a list. */

import type { Section } from "./document.ts";
import { type LabelledList, labelledLists } from "./labelled-lists.ts";
import { splitLabel } from "./plain-text.ts";
import { addFact, draftOf, type SeverityDraft } from "./severity-draft.ts";
import { readSeverityMention } from "./severity-id.ts";
import { areSeverities, isAboutSeverities, type Reading, splitSummary } from "./severity-topic.ts";
import { SEVERITY_TOPICS } from "./vocabulary.ts";
import { mentions } from "./wording.ts";

/**
 * A list each of whose items begins with a severity: "P0 (Critical): everything is down". Counts where
 * severities are the topic of its label or its section.
 */
export function readSummaryLists(reading: Reading, section: Section): void {
  const inSection = isAboutSeverities(section);
  for (const list of labelledLists(section)) {
    if (!inSection && !mentions(list.label, SEVERITY_TOPICS)) continue;
    const found = list.items.map((item) => ({
      item,
      mention: readSeverityMention(item.text, true),
    }));
    if (!areSeverities(found.map(({ mention }) => mention))) continue;
    for (const { item, mention } of found) {
      if (mention === undefined) continue;
      const source = { file: reading.document.file, line: item.line, column: item.column };
      const draft = draftOf(reading.drafts, mention, { source, isOwnPlace: false });
      const { name, definition } = splitSummary(mention.rest);
      draft.name ??= name;
      draft.definition ??= definition;
      for (const nested of item.items) addNested(reading, draft, nested);
    }
    reading.context.understood(reading.document.file, list.line, list.lastLine);
  }
}

function addNested(
  reading: Reading,
  draft: SeverityDraft,
  item: LabelledList["items"][number],
): void {
  const split = splitLabel(item.text);
  if (split === undefined) return;
  const value = { text: split.rest, line: item.line, column: item.column };
  const lines = item.items.length === 0 ? [value] : item.items;
  addFact(draft, { label: split.label, lines, file: reading.document.file });
}
