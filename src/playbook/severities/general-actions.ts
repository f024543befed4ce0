/** What is done at some severities, told in lines of their own away from where those are defined. */

import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { type TextLine, textLines } from "../markdown/labelled-lines.ts";
import { labelledLists } from "../markdown/labelled-lists.ts";
import { ASKING_LABELS, ESCALATION_TOPICS } from "../vocabulary.ts";
import { PROMISE_TOPICS } from "../words/promise-words.ts";
import { leadingSeverities } from "../words/severity-id.ts";
import { mentions } from "../words/wording.ts";
import { addKnownActions, type SeverityDrafts } from "./severity-draft.ts";

/**
 * "SEV1/SEV2: page the harbour lead" below a heading or a label about telling people: counts for each of
 * those named, where they are defined.
 */
export function addActionsToSeverities(
  documents: readonly PlaybookDocument[],
  drafts: SeverityDrafts,
): void {
  for (const { file, root } of documents) {
    for (const section of walkSections(root)) {
      for (const { label, ...line } of tellingLines(section)) {
        const { keys, rest } = leadingSeverities(line.text);
        for (const key of keys) {
          const draft = drafts.get(key);
          if (draft !== undefined) addKnownActions(draft, { ...line, text: rest, label }, file);
        }
      }
    }
  }
}

const TELLING_TOPICS: readonly string[] = [
  ...PROMISE_TOPICS,
  ...ESCALATION_TOPICS,
  ...ASKING_LABELS.notify,
  ...ASKING_LABELS.page,
];

/** Each with the words above it that say what it is about. */
function tellingLines(section: Section): readonly (TextLine & { readonly label: string })[] {
  const heading = [section.title, section.parent?.title ?? ""].find((title) =>
    mentions(title, TELLING_TOPICS),
  );
  const lines =
    heading === undefined ? [] : textLines(section).map((line) => ({ ...line, label: heading }));
  const items = labelledLists(section).flatMap(({ label, items }) => {
    const about = mentions(label, TELLING_TOPICS) ? label : heading;
    return about === undefined
      ? []
      : items.map(({ text, line, column }) => ({ text, line, column, label: about }));
  });
  return [...lines, ...items];
}
