import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { Playbook, Severity } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import { closestName } from "../words/closest-name.ts";
import type { Lint } from "./lint.ts";

/** TOC105: a severity for which no escalation path says whom to page, and in which order. */
export const lintMissingPath: Lint = (playbook, texts) =>
  playbook.severities
    .filter((severity) => !hasPath(playbook, severity))
    .map((severity) => {
      const { follows, help } = consequence(playbook, severity);
      return diagnostic(
        "TOC105",
        spanOf(texts, severity.source, severity.id),
        `${severity.id} has no escalation path: ${follows}`,
        help,
      );
    });

/** TOC106: an escalation path for a severity that is defined nowhere can never begin. */
export const lintUnknownPath: Lint = (playbook, texts) => {
  const known = playbook.severities.map((severity) => severity.id);
  return (
    playbook.escalation
      // A path for no severity in particular is not meant for one that is absent.
      .filter(({ severity }) => severity !== "")
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
      })
  );
};

function hasPath(playbook: Playbook, severity: Severity): boolean {
  return playbook.escalation.some(
    (path) => roleKey(path.severity) === roleKey(severity.id) && path.steps.length > 0,
  );
}

/** What happens for want of a path, and what to do; the same words for every severity with which the same happens. */
function consequence(playbook: Playbook, severity: Severity): { follows: string; help: string } {
  const catchAll = `the catch-all is paged (${catchAllNames(playbook)})`;
  if (severityRules(playbook, severity.id)?.pages === true) {
    const hasRotation = playbook.rotations.length > 0;
    return {
      follows: hasRotation ? "everybody in the rotation is paged, column by column" : catchAll,
      help: "Say who is paged first, and who next when nobody answers.",
    };
  }
  const { response } = severity.sla;
  const when =
    response === undefined
      ? "in the end"
      : `once its response time of ${describeDuration(durationMs(response))} is over,`;
  return {
    follows: `nobody is told when it starts; ${when} ${catchAll}`,
    help: "Add it to the escalation, even if its only step is the on-call engineer.",
  };
}

function catchAllNames({ overlay }: Playbook): string {
  return overlay.catchAll.length === 0
    ? "the managers, or everybody when there are none"
    : overlay.catchAll.join(", ");
}
