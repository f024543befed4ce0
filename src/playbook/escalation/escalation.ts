/** Who is paged after whom, for each severity. */

import type { AppliedDefault, EscalationPath, Overlay, Severity } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { codeFences } from "../markdown/code-fences.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { placeFrom } from "../markdown/source-texts.ts";
import { ESCALATION_TOPICS, WIDE_TITLES } from "../vocabulary.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { mentions, spacedWords } from "../words/wording.ts";
import { type DrawnPaths, readEscalationDiagram } from "./escalation-diagram.ts";
import type { PathDraft } from "./escalation-draft.ts";
import { readLabelledPaths } from "./escalation-lists.ts";
import { readSeverityColumns, readTimedRows, readWrittenPaths } from "./escalation-text.ts";
import { isSilent, stepOf, withTimes } from "./escalation-times.ts";
import { readYamlPaths } from "./escalation-yaml.ts";
import { isForLevel } from "./step-levels.ts";
import { appliedTimes, reportUntimed, type UntimedPath } from "./untimed-steps.ts";

export interface CompiledEscalation {
  readonly paths: readonly EscalationPath[];
  readonly defaults: readonly AppliedDefault[];
}

/**
 * The escalation path of every severity that has one, worst first. A path that names no severity is for
 * each that has none of its own and of which the text does not say that nobody is asked; further ones,
 * and those of a text without severities, are kept with "" for the severity, and never begin. Times that
 * are missing are filled in (`TOC104`). Reports diagrams not understood (`TOC107`) and paths that
 * disagree (`TOC103`).
 */
export function compileEscalation(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
  { severities, overlay }: { severities: readonly Severity[]; overlay: Overlay },
): CompiledEscalation {
  const drafts = documents.flatMap((document) => readPaths(document, context));
  const known = severities.map((severity) => ({
    severity,
    key: readSeverityMention(severity.id, true)?.key ?? severity.id,
  }));
  const untimed: UntimedPath[] = [];
  const general = longestGeneral(drafts);
  const names = known.map(({ severity, key }) => [key, severity.name.toLowerCase()]);
  const paths = known.flatMap(({ severity, key }, index) => {
    const own = drafts.filter((draft) => isFor(draft, key, severity));
    const told = own.filter(({ steps }) => steps.length > 0);
    reportDisagreement(told, severity, context);
    const draft = longestOf(told) ?? own[0] ?? general;
    if (draft === undefined) return [];
    markUnderstood(draft, context);
    const meant = draft.steps.filter(({ levels }) => isForLevel(levels, index, names));
    if (meant.length + draft.stakeholders.length + draft.actions.length === 0) return [];
    const path = finished(draft, severity.id, withTimes(meant, severity, overlay));
    const silent = meant.filter(isSilent).map(({ role }) => role);
    if (silent.length > 0 && overlay.escalation[severity.id]?.after === undefined)
      untimed.push({ path, severity, silent, source: draft.source });
    return [path];
  });
  reportUntimed(untimed, documents, context);
  const strays = drafts.filter(
    (draft) =>
      draft.severity !== undefined &&
      draft.steps.length > 0 &&
      !known.some(({ key, severity }) => isFor(draft, key, severity)),
  );
  const others = drafts.filter(
    (draft) =>
      draft.severity === undefined &&
      (draft !== general || paths.every((path) => path.source !== draft.source)),
  );
  for (const stray of [...strays, ...others]) markUnderstood(stray, context);
  return {
    paths: [...paths, ...[...strays, ...others].map(untimedPath)],
    defaults: untimed.map(appliedTimes),
  };
}

/** Of the paths that name no severity the one that reaches furthest, the first of them. */
function longestGeneral(drafts: readonly PathDraft[]): PathDraft | undefined {
  return longestOf(
    drafts.filter((draft) => draft.severity === undefined && draft.isOfOneProblem !== true),
  );
}

function longestOf(drafts: readonly PathDraft[]): PathDraft | undefined {
  return drafts.reduce<PathDraft | undefined>(
    (longest, draft) =>
      longest === undefined || draft.steps.length > longest.steps.length ? draft : longest,
    undefined,
  );
}

/** By code, or by name: "Critical: on-call → CTO" is for P0 (Critical). */
function isFor(draft: PathDraft, key: string, severity: Severity): boolean {
  return draft.severity?.key === key || draft.severity?.key === severity.name.toLowerCase();
}

function readPaths(document: PlaybookDocument, context: CompileContext): readonly PathDraft[] {
  const sections = [...walkSections(document.root)];
  const named = Map.groupBy(sections, ({ title }) => spacedWords(title));
  return sections.flatMap((section) => {
    const others = named.get(spacedWords(section.title)) ?? [];
    // A heading that comes again below another one, "Escalation" of each problem, is that problem's.
    const isOfOneProblem = others.some(({ parent }) => parent !== section.parent);
    return readSection(document, section, context).map((draft) => ({ ...draft, isOfOneProblem }));
  });
}

function readSection(
  document: PlaybookDocument,
  section: Section,
  context: CompileContext,
): readonly PathDraft[] {
  const isTopic = isAboutEscalation(section);
  const severity = severityOf(section);
  const drafts: PathDraft[] = [];
  for (const fence of codeFences(document, section)) {
    if (isTopic || mentions(fence.label ?? "", ESCALATION_TOPICS))
      drafts.push(...readYamlPaths(fence, document.file, severity));
    if (fence.lang !== "" && fence.lang !== "text" && fence.lang !== "txt") continue;
    const isLabelled = fence.label !== undefined && mentions(fence.label, ESCALATION_TOPICS);
    const drawn = readEscalationDiagram(fence, document.file, severity);
    if (drawn === undefined) continue;
    const isNamed = drawn.paths.some((path) => path.severity !== undefined);
    if (!isTopic && !isLabelled && !isNamed) continue;
    reportDiagram(drawn, { file: document.file, line: fence.fenceLine }, context);
    drafts.push(...drawn.paths);
  }
  if (isTopic) return [...drafts, ...readWrittenPaths(document, section, severity)];
  return [
    ...drafts,
    ...readSeverityColumns(document, section),
    ...readTimedRows(document, section),
    ...readLabelledPaths(document, section, severity),
  ];
}

function markUnderstood({ source, firstLine, lastLine }: PathDraft, context: CompileContext): void {
  context.understood(source.file, firstLine, lastLine);
}

function isAboutEscalation(section: Section): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    // A whole document that is also about something else has its paths below headings of their own.
    const isWide = at !== section && at.level === 1 && mentions(at.title, WIDE_TITLES);
    if (mentions(at.title, ESCALATION_TOPICS)) return !isWide;
  }
  return false;
}

/** The severity whose heading the section is or stands under. */
function severityOf(section: Section): PathDraft["severity"] {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    const mention = readSeverityMention(at.title, false);
    if (mention !== undefined) return { id: mention.id, key: mention.key };
  }
  return undefined;
}

function reportDiagram(
  drawn: DrawnPaths,
  fence: { readonly file: string; readonly line: number },
  context: CompileContext,
): void {
  if (drawn.paths.length === 0)
    context.report(
      diagnostic(
        "TOC107",
        fence,
        "this diagram holds no path of roles that could be followed",
        "Draw a box for each severity, in it a box for each role, joined by arrows; or write the path as a list.",
      ),
    );
  for (const box of drawn.loose)
    context.report(
      diagnostic(
        "TOC107",
        box.source,
        `no arrow leads to the box "${box.text}", so it is not part of the path`,
        "Join it with an arrow, or take it out of the diagram.",
      ),
    );
}

function reportDisagreement(
  own: readonly PathDraft[],
  severity: Severity,
  context: CompileContext,
): void {
  const [first, ...others] = own;
  const other = others.find(
    (path) => rolesOf(path) !== (first === undefined ? "" : rolesOf(first)),
  );
  if (first === undefined || other === undefined) return;
  context.report(
    diagnostic(
      "TOC103",
      other.source,
      `the escalation of ${severity.id} is ${rolesOf(other)} here and ${rolesOf(first)} on ${placeFrom(other.source, first.source)}`,
      "Make both say the same. Until then the longer one counts, or the first of two alike.",
    ),
  );
}

function rolesOf(path: PathDraft): string {
  return path.steps.map(({ role }) => role).join(" → ");
}

/** A path for a severity that is not defined; its times do not matter, because it can never begin. */
function untimedPath(draft: PathDraft): EscalationPath {
  const steps = draft.steps.map((step) => stepOf(step, step.after ?? "PT0S"));
  return finished(draft, draft.severity?.id ?? "", steps);
}

function finished(
  { stakeholders, actions, source }: PathDraft,
  severity: string,
  steps: EscalationPath["steps"],
): EscalationPath {
  return { severity, steps, stakeholders, actions, source };
}
