/** Steps of an escalation that the text gives no time, and those they begin at by default. */

import { describeDuration, durationMs, MS } from "../../domain/duration.ts";
import type {
  AppliedDefault,
  EscalationPath,
  IsoDuration,
  Severity,
  SourceRef,
} from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import type { CompileContext } from "../markdown/document.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import { listed } from "../words/listed.ts";

export interface UntimedPath {
  /** With the times that its steps begin at until the text says others. */
  readonly path: EscalationPath;
  readonly severity: Severity;
  /** Roles of the steps that the text gives no time. */
  readonly silent: readonly string[];
  readonly source: SourceRef;
}

/** Where a severity has no response time; as `severityRules` has it. */
const ROUND_MS_DEFAULT = 15 * MS.minute;

/** How long once through the steps of a severity takes: as long as an answer may. */
export function roundMs({ sla: { response } }: Severity): number {
  return response === undefined ? ROUND_MS_DEFAULT : durationMs(response);
}

/** `TOC104`, once for a path that several severities share. */
export function reportUntimed(
  untimed: readonly UntimedPath[],
  texts: readonly SourceText[],
  context: CompileContext,
): void {
  const places = Map.groupBy(
    untimed,
    ({ source, silent }) => `${source.file}:${source.line}:${silent.join()}`,
  );
  for (const [first, ...others] of places.values()) {
    if (first === undefined) continue;
    const ids = [first, ...others].map(({ severity }) => severity.id);
    const { source, silent } = first;
    context.report(
      diagnostic(
        "TOC104",
        spanOf(texts, source, first.severity.id),
        `the escalation of ${listed(ids)} does not say when ${listed(silent)} ${silent.length === 1 ? "is" : "are"} paged`,
        helpFor(first, others.length > 0),
      ),
    );
  }
}

/** In words, and as it may be written down; of several severities for the worst. */
function helpFor({ path, severity }: UntimedPath, isShared: boolean): string {
  const times = path.steps.map(({ after }) => writtenStart(after)).join(", ");
  const whose = isShared ? ` for ${severity.id}` : "";
  return (
    `Until it does, the steps begin${whose} ${spokenStarts(path)}. ` +
    `Other times can be set in tocsin.yaml: escalation: { ${severity.id}: { after: [${times}] } }`
  );
}

/** What is decided where the text is silent, and why. */
export function appliedTimes({ path, severity }: UntimedPath): AppliedDefault {
  const round = describeDuration(roundMs(severity));
  const because =
    severity.sla.response === undefined
      ? `the text gives no times, and ${severity.id} no response time; ${round} are divided evenly`
      : `the text gives no times, so the response time of ${round} is divided evenly among the steps`;
  return { what: `escalation steps of ${severity.id}`, value: spokenStarts(path), because };
}

function spokenStarts({ steps }: EscalationPath): string {
  return steps.map(({ after }) => spokenStart(after)).join(", ");
}

/** "at once", "after 5 min". */
function spokenStart(after: IsoDuration): string {
  const ms = durationMs(after);
  return ms === 0 ? "at once" : `after ${describeDuration(ms)}`;
}

/** As `tocsin.yaml` takes it: "0m", "5m", "7m30s". */
function writtenStart(after: IsoDuration): string {
  return after === "PT0S" ? "0m" : after.replace(/[PT]/g, "").toLowerCase();
}
