/** Cases of severities in tables of their own: "Scenario | Severity", where a severity may come again. */

import { type PlaybookDocument, walkSections } from "../markdown/document.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import { type TextTable, tableRows } from "../markdown/table-rows.ts";
import { CASE_COLUMNS, SEVERITY_TOPICS } from "../vocabulary.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { mentions } from "../words/wording.ts";
import { addFact, type SeverityDraft, type SeverityDrafts } from "./severity-draft.ts";

/** Adds each row's case to the severity it names, where each row names one that is defined. */
export function addExamplesToSeverities(
  documents: readonly PlaybookDocument[],
  drafts: SeverityDrafts,
): void {
  for (const document of documents)
    for (const section of walkSections(document.root))
      for (const table of tableRows(document, section))
        for (const { draft, line } of casesIn(table, drafts))
          addFact(draft, { label: EXAMPLES, lines: [line], file: document.file });
}

/** A label that `addFact` reads so. */
const EXAMPLES = "examples";

interface Case {
  readonly draft: SeverityDraft;
  readonly line: TextLine;
}

function casesIn({ header, rows }: TextTable, drafts: SeverityDrafts): readonly Case[] {
  const severity = header.findIndex((title) => mentions(title, SEVERITY_TOPICS));
  const told = header.findIndex(
    (title, index) => index !== severity && mentions(title, CASE_COLUMNS),
  );
  if (severity < 0 || told < 0) return [];
  const cases = rows.flatMap(({ cells }) => {
    const mention = readSeverityMention(cells[severity]?.text ?? "", true);
    const draft = mention === undefined ? undefined : drafts.get(mention.key);
    const line = cells[told];
    return draft === undefined || line === undefined || line.text === "" ? [] : [{ draft, line }];
  });
  // Where each stands once, it is the table that defines them.
  const isRepeated = new Set(cases.map(({ draft }) => draft)).size < cases.length;
  return cases.length === rows.length && isRepeated ? cases : [];
}
