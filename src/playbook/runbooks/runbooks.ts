/** Runbooks: sections whose commands and instructions become blocks of steps. */

import type { Phase, Runbook } from "../../domain/playbook.ts";
import type { CompileContext, PlaybookDocument } from "../markdown/document.ts";
import { enclosingPhase } from "../phases/enclosing-phase.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { ItemsWithCommands } from "./inline-commands.ts";
import { readContent, readWholeSection } from "./runbook-content.ts";
import { RunbookDraft } from "./runbook-draft.ts";
import { openShellOf, type RunbookReading } from "./runbook-fence.ts";
import { reportStepFindings } from "./runbook-findings.ts";
import { type RunbookScope, runbookScopes } from "./runbook-scopes.ts";
import { reportSameNames, type SameName } from "./same-names.ts";

/**
 * Every runbook of the documents, in the text's order, each with the phase it stands in. Reports what
 * is wrong with commands (`TOC301` to `TOC312`) and runbooks of one name (`TOC402`).
 */
export function compileRunbooks(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
  phases: readonly Phase[],
): readonly Runbook[] {
  const runbooks: Runbook[] = [];
  const once = sayingRemarksOnce(context);
  const unique = uniqueIds();
  const firstOfName = new Map<string, Runbook>();
  const repeated: SameName[] = [];
  for (const document of documents) {
    for (const scope of runbookScopes(document, phases)) {
      const runbook = compileScope(document, scope, { context: once, phases });
      if (runbook === undefined) continue;
      // The heading above tells two of one name apart.
      const name = `${scope.section.parent?.title ?? ""}/${runbook.id}`;
      const first = firstOfName.get(name);
      if (first === undefined) firstOfName.set(name, runbook);
      else repeated.push({ runbook, first });
      runbooks.push({ ...runbook, id: unique(runbook.id) });
    }
  }
  reportSameNames(repeated, documents, context);
  return runbooks;
}

/** How Tocsin takes an exit code is a remark to read once in a document, not at every command. */
function sayingRemarksOnce(context: CompileContext): CompileContext {
  const said = new Set<string>();
  return {
    ...context,
    report: (finding) => {
      const key = `${finding.file} ${finding.message}`;
      if (finding.code === "TOC310" && said.has(key)) return;
      said.add(key);
      context.report(finding);
    },
  };
}

/** The scope as a runbook; undefined when nothing in it is a step. */
function compileScope(
  document: PlaybookDocument,
  scope: RunbookScope,
  options: { context: CompileContext; phases: readonly Phase[] },
): Runbook | undefined {
  const { context, phases } = options;
  const { section, title, line } = scope;
  const draft = new RunbookDraft(document.file);
  const reading: RunbookReading = {
    document,
    context,
    draft,
    places: new Map(),
    shell: openShellOf(document),
    itemsWithCommands: new ItemsWithCommands(document),
    readsProse: scope.isWhole || scope.isProcess,
    ...(scope.isComment ? { titleLine: line } : {}),
  };
  if (scope.isWhole) readWholeSection(section, reading);
  else readContent(section, reading);
  const blocks = draft.finish();
  if (blocks.length === 0) return undefined;
  reportStepFindings(reading);
  context.understood(document.file, line, line);
  for (const [first, last] of draft.usedLines) context.understood(document.file, first, last);
  const phase = enclosingPhase(document, section, phases);
  return {
    id: slug(title, "runbook"),
    title,
    ...(phase === undefined ? {} : { phase: phase.id }),
    blocks,
    source: { file: document.file, line },
  };
}
