import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { Playbook, Severity } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { closestName } from "../closest-name.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../source-texts.ts";
import type { Lint } from "./lint.ts";

/** TOC105: a severity for which no escalation path says whom to page, and in which order. */
export const lintMissingPath: Lint = (playbook, texts) =>
  playbook.severities
    .filter((severity) => !hasPath(playbook, severity))
    .map((severity) =>
      diagnostic(
        "TOC105",
        spanOf(texts, severity.source, severity.id),
        `${severity.id} has no escalation path: ${consequence(playbook, severity)}`,
        `Add ${severity.id} to the escalation, even if its only step is the on-call engineer.`,
      ),
    );

/** TOC106: an escalation path for a severity that is defined nowhere can never begin. */
export const lintUnknownPath: Lint = (playbook, texts) => {
  const known = playbook.severities.map((severity) => severity.id);
  return playbook.escalation
    .filter((path) => !known.some((id) => roleKey(id) === roleKey(path.severity)))
    .map((path) => {
      const meant = closestName(path.severity, known);
      return diagnostic(
        "TOC106",
        spanOf(texts, path.source, path.severity),
        `this escalation path is for ${path.severity}, which no severity level is called`,
        meant === undefined
          ? `The severities are ${known.join(", ")}. Define ${path.severity}, or rename the path.`
          : `Did you mean ${meant}? The severities are ${known.join(", ")}.`,
      );
    });
};

function hasPath(playbook: Playbook, severity: Severity): boolean {
  return playbook.escalation.some(
    (path) => roleKey(path.severity) === roleKey(severity.id) && path.steps.length > 0,
  );
}

function consequence(playbook: Playbook, severity: Severity): string {
  if (severityRules(playbook, severity.id)?.pages === true)
    return "everybody in the rotation is paged, column by column";
  const { response } = severity.sla;
  const when =
    response === undefined
      ? "in the end"
      : `once its response time of ${describeDuration(durationMs(response))} is over,`;
  const whom =
    playbook.overlay.catchAll.length === 0
      ? "the managers, or everybody when there are none"
      : playbook.overlay.catchAll.join(", ");
  return `nobody is told when it starts; ${when} the catch-all is paged (${whom})`;
}
