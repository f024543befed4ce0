/** Runbooks: sections whose commands and instructions become blocks of steps. */

import type { Diagnostic, Phase, Runbook } from "../../domain/playbook.ts";
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
  const heard = withoutKnown(context, documents);
  const unique = uniqueIds();
  const firstOfName = new Map<string, Runbook>();
  const repeated: SameName[] = [];
  for (const document of documents) {
    for (const scope of runbookScopes(document, phases)) {
      const runbook = compileScope(document, scope, { context: heard, phases });
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

/** A line after which commands that give no namespace have one: "oc project shop". */
const SETS_NAMESPACE =
  /^[\s$>#]*(?:(?:kubectl|oc)\s+config\s+set-context\s.*--namespace[\s=]|oc\s+project\s+\S|kubens\s+\S)/u;

/**
 * Without the findings that say what is known: how Tocsin takes an exit code (`TOC310`), which is a remark
 * to read once in a document, and that no namespace is given (`TOC305`), once a line above has set one.
 */
function withoutKnown(
  context: CompileContext,
  documents: readonly PlaybookDocument[],
): CompileContext {
  const said = new Set<string>();
  const settled = new Map(
    documents.map(({ file, lines }) => [
      file,
      lines.findIndex((line) => SETS_NAMESPACE.test(line)),
    ]),
  );
  const isKnown = ({ code, file, line, message }: Diagnostic): boolean => {
    if (code === "TOC305") {
      const setAt = settled.get(file) ?? -1;
      return setAt >= 0 && line > setAt;
    }
    return code === "TOC310" && said.has(`${file} ${message}`);
  };
  return {
    ...context,
    report: (finding) => {
      if (isKnown(finding)) return;
      said.add(`${finding.file} ${finding.message}`);
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
  for (const step of scope.steps ?? []) {
    draft.heading(step.section.title, { line: step.section.line, depth: step.section.level });
    readWholeSection(step.section, { ...reading, readsProse: step.isProcess });
  }
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
