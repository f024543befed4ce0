import { describeDuration } from "../../domain/duration.ts";
import { roleKey } from "../../domain/roster.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";

/** TOC108: somebody is paged only after the time in which somebody should have answered is over. */
export const lintEscalationTime: Lint = (playbook, texts) =>
  playbook.severities.flatMap((severity) => {
    const rules = severityRules(playbook, severity.id);
    const responseMs = rules?.responseMs ?? null;
    // The first who is asked besides whoever was paged at once. Those after may well come later.
    const late = rules?.steps.find(({ afterMs }) => afterMs > 0);
    if (late === undefined || responseMs === null || late.afterMs <= responseMs) return [];
    const step = playbook.escalation
      .find((path) => roleKey(path.severity) === roleKey(severity.id))
      ?.steps.find(({ role }) => role === late.role);
    return [
      diagnostic(
        "TOC108",
        spanOf(texts, step?.source ?? severity.source, step?.role ?? severity.id),
        `${severity.id} is to be answered within ${describeDuration(responseMs)}, ` +
          (late === rules?.steps[0]
            ? `but nobody is paged before the ${late.role}, after ${describeDuration(late.afterMs)}`
            : `but when the first does not answer, the next (${late.role}) is paged only after ${describeDuration(late.afterMs)}`),
        `Page sooner (in tocsin.yaml: escalation: { ${severity.id}: { after: […] } }), or promise a longer time.`,
      ),
    ];
  });
