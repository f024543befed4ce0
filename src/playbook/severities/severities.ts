/** The severity levels of a playbook, from worst to least. */

import type { Severity } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type CompileContext, type PlaybookDocument, walkSections } from "../markdown/document.ts";
import { severityRank } from "../words/severity-id.ts";
import { addActionsToSeverities } from "./general-actions.ts";
import { addExamplesToSeverities } from "./general-examples.ts";
import { addPromisesToSeverities } from "./general-promises.ts";
import { finishSeverity, type SeverityDraft, type SeverityDrafts } from "./severity-draft.ts";
import { readSeverityLines } from "./severity-lines.ts";
import { readSummaryLists } from "./severity-lists.ts";
import { readSeveritySection } from "./severity-sections.ts";
import { readSeverityTables } from "./severity-tables.ts";

/**
 * Every severity of the documents with all that is said of it anywhere. Reports `TOC101` when there is
 * none, and `TOC103` for times that disagree.
 */
export function compileSeverities(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Severity[] {
  const drafts: SeverityDrafts = new Map();
  for (const document of documents) {
    const reading = { document, context, drafts };
    for (const section of walkSections(document.root)) {
      readSummaryLists(reading, section);
      readSeveritySection(reading, section);
      readSeverityTables(reading, section);
      readSeverityLines(reading, section);
    }
  }
  addPromisesToSeverities(documents, drafts);
  addActionsToSeverities(documents, drafts);
  addExamplesToSeverities(documents, drafts);
  const kept = ofOneScheme([...drafts.values()]);
  const [document] = documents;
  if (kept.length === 0 && document !== undefined)
    context.report(
      diagnostic(
        "TOC101",
        { file: document.file, line: 1 },
        "no severity levels were found: nothing says whom an alert should wake",
        'Write them as a list ("P0 (Critical): …"), as headings ("SEV1 - Critical"), or as a table with a column "Severity". A runbook by itself has none: check it with the folder it belongs to.',
      ),
    );
  return worstFirst(kept).map((draft) => finishSeverity(draft, context.report));
}

/**
 * The drafts of the way of naming that the playbook uses most, the first one when two are even. Where
 * that is codes, a bare "High" is another way to say one of them, or something else's priority. One
 * "Level 2" or one bare name alone is no scale.
 */
function ofOneScheme(drafts: readonly SeverityDraft[]): readonly SeverityDraft[] {
  const schemes = Map.groupBy(drafts, (draft) => draft.scheme);
  const names = schemes.get("") ?? [];
  const codes = [...schemes].filter(([scheme]) => scheme !== "" && scheme !== "LEVEL");
  const candidates = codes.length > 0 ? codes : [...schemes];
  let kept: readonly SeverityDraft[] = [];
  for (const [, group] of candidates) if (group.length > kept.length) kept = group;
  if (codes.length === 0 && kept.length < 2) return [];
  for (const stray of names) {
    const same = kept.find((draft) => draft.name?.toLowerCase() === stray.key);
    if (same !== undefined && same !== stray) absorb(same, stray);
  }
  return kept;
}

function absorb(into: SeverityDraft, stray: SeverityDraft): void {
  into.definition ??= stray.definition;
  into.examples.push(...stray.examples);
  into.responseActions.push(...stray.responseActions);
  for (const clock of ["response", "resolution", "communication"] as const)
    into.times[clock].push(...stray.times[clock]);
}

/**
 * By number where they have one: the lowest is the worst, unless their names say the opposite. Else by
 * name; names that say nothing, or the same, keep their places in the text, from the worst on or up to it.
 */
function worstFirst(drafts: readonly SeverityDraft[]): readonly SeverityDraft[] {
  const rankOf = (draft: SeverityDraft): number | undefined =>
    severityRank(draft.name ?? "") ?? severityRank(draft.id);
  const isNumbered = drafts.every((draft) => draft.number !== undefined);
  const placed = drafts.map((draft, index) => ({
    draft,
    place: isNumbered ? (draft.number ?? 0) : index,
    rank: rankOf(draft),
  }));
  const direction = namesSayOpposite(placed) ? -1 : 1;
  const byName = !isNumbered && placed.every(({ rank }) => rank !== undefined);
  return placed
    .sort((first, second) => {
      const ranks = byName ? (first.rank ?? 0) - (second.rank ?? 0) : 0;
      return ranks || direction * (first.place - second.place);
    })
    .map(({ draft }) => draft);
}

/** Whether the names get worse from place to place, more often than milder. */
function namesSayOpposite(
  placed: readonly { readonly place: number; readonly rank: number | undefined }[],
): boolean {
  let agreement = 0;
  for (const first of placed) {
    for (const second of placed) {
      const ranks = (second.rank ?? Number.NaN) - (first.rank ?? Number.NaN);
      agreement += Math.sign((second.place - first.place) * ranks) || 0;
    }
  }
  return agreement < 0;
}
