/** From the files of a playbook to everything that runs on it. */

import type { Diagnostic, Overlay, Playbook } from "../domain/playbook.ts";
import { appliedDefaults, DEFAULT_HANDOFF_TIME, DEFAULT_TIME_ZONE } from "./applied-defaults.ts";
import { withAnswerEffects } from "./checklists/answer-effects.ts";
import { compileChecklists } from "./checklists/checklists.ts";
import { compileContacts } from "./contacts/contacts.ts";
import { compileRotations } from "./contacts/rotations.ts";
import { countCoverage, type LineKind, UnderstoodLines } from "./coverage.ts";
import { diagnostic } from "./diagnostic-codes.ts";
import { doctorFindings } from "./doctor.ts";
import { compileEscalation } from "./escalation/escalation.ts";
import type { CompileContext, PlaybookDocument } from "./markdown/document.ts";
import { repairText } from "./markdown/encoding.ts";
import { readDocument } from "./markdown/read-document.ts";
import { EMPTY_OVERLAY } from "./overlay/empty-overlay.ts";
import { compilePhases } from "./phases/phases.ts";
import { compileHeader } from "./playbook-header.ts";
import { compileReferenceLists } from "./reference-lists.ts";
import { compileRunbooks } from "./runbooks/runbooks.ts";
import { generalPromises } from "./severities/general-promises.ts";
import { compileSeverities } from "./severities/severities.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";
import { compilePostmortemTemplate } from "./templates/postmortem-template.ts";
import { compileTemplates } from "./templates/templates.ts";

export interface CompileInput {
  /** The playbook's Markdown files, paths relative to its folder with forward slashes. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array | string }[];
  /** What `tocsin.yaml` says; undefined without one. */
  readonly overlay: Overlay | undefined;
  /** Findings of reading it, to stand among the others. */
  readonly overlayDiagnostics: readonly Diagnostic[];
  /** What it is known by, hex. */
  readonly hash: string;
  /** Files beside the playbook, relative with forward slashes. */
  readonly presentFiles: ReadonlySet<string>;
  readonly parsers: SyntaxParsers;
}

/** A compiled playbook with the text it was read from, for whoever explains one by the other. */
export interface CompiledText {
  readonly playbook: Playbook;
  readonly documents: readonly PlaybookDocument[];
  readonly understood: UnderstoodLines;
}

/**
 * Compiles a file or a folder of Markdown. Never throws, whatever the text: what is not understood is
 * counted in `coverage`, what is wrong is in `diagnostics`, by file (in the order given), line, column and code.
 */
export function compilePlaybook(input: CompileInput): Playbook {
  return compileText(input).playbook;
}

/** As `compilePlaybook`, with what became of each line. */
export function compileText(input: CompileInput): CompiledText {
  const diagnostics: Diagnostic[] = [...input.overlayDiagnostics];
  const understood = new UnderstoodLines();
  const presentFiles = new Set([...input.presentFiles, ...input.files.map(({ path }) => path)]);
  const contextFor = (kind: LineKind): CompileContext => ({
    parsers: input.parsers,
    presentFiles,
    namespace: input.overlay?.runbookDefaults.namespace,
    report: (finding) => void diagnostics.push(finding),
    understood: (file, first, last) => understood.add(file, first, last, kind),
  });
  const reading = contextFor("heading");
  const documents = input.files.flatMap((file) => readFile(file, reading));
  const parts = compileParts(documents, contextFor, input.overlay ?? EMPTY_OVERLAY);
  const playbook: Playbook = {
    ...parts,
    hash: input.hash,
    coverage: countCoverage(documents, understood),
    diagnostics: [],
  };
  return {
    playbook: {
      ...playbook,
      defaults: [...playbook.defaults, ...appliedDefaults(playbook)],
      diagnostics: sorted([...diagnostics, ...doctorFindings(playbook, documents)], input),
    },
    documents,
    understood,
  };
}

/** The document of a file, or none when it is no text (`TOC003`). Reports repairs (`TOC001`). */
function readFile(
  file: CompileInput["files"][number],
  context: CompileContext,
): readonly PlaybookDocument[] {
  const { text, repaired, line, unreadable } = repairText(file.bytes);
  if (unreadable) {
    context.report(
      diagnostic(
        "TOC003",
        { file: file.path, line: 1 },
        "this file is no text",
        "Leave it out of the playbook's folder, or save it as UTF-8.",
      ),
    );
    return [];
  }
  if (repaired !== undefined)
    context.report(
      diagnostic(
        "TOC001",
        { file: file.path, line },
        `the file ${repaired}; it was repaired in memory`,
        "Save the file again as UTF-8.",
      ),
    );
  return [readDocument(file.path, text, context)];
}

/** Each compiler marks the lines it takes as its own kind. */
function compileParts(
  documents: readonly PlaybookDocument[],
  contextFor: (kind: LineKind) => CompileContext,
  overlay: Overlay,
): Omit<Playbook, "hash" | "coverage" | "diagnostics"> {
  const severities = compileSeverities(documents, contextFor("severity"));
  const escalation = compileEscalation(documents, contextFor("escalation"), {
    severities,
    overlay,
  });
  const phases = compilePhases(documents, contextFor("phase"));
  const checklists = compileChecklists(documents, contextFor("checklist"), phases);
  return {
    ...compileHeader(documents, contextFor("header")),
    timeZone: overlay.timeZone ?? DEFAULT_TIME_ZONE,
    handoffTime: overlay.handoffTime ?? DEFAULT_HANDOFF_TIME,
    severities,
    promises: generalPromises(documents),
    escalation: escalation.paths,
    phases,
    checklists: withAnswerEffects(checklists, {
      severities,
      escalation: escalation.paths,
      phases,
    }),
    runbooks: compileRunbooks(documents, contextFor("runbook"), phases),
    templates: compileTemplates(documents, contextFor("template"), phases),
    postmortem: compilePostmortemTemplate(documents, contextFor("postmortem")),
    rotations: compileRotations(documents, contextFor("rotation")),
    contacts: compileContacts(documents, contextFor("contact")),
    ...compileReferenceLists(documents, contextFor("reference")),
    overlay,
    defaults: escalation.defaults,
  };
}

function sorted(diagnostics: readonly Diagnostic[], { files }: CompileInput): Diagnostic[] {
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const rank = (finding: Diagnostic): number => order.get(finding.file) ?? files.length;
  return [...diagnostics].sort(
    (first, second) =>
      rank(first) - rank(second) ||
      first.line - second.line ||
      first.column - second.column ||
      first.code.localeCompare(second.code, "en"),
  );
}
