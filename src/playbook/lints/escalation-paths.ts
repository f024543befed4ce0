import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { Playbook, Severity } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import { closestName } from "../words/closest-name.ts";
import { listed } from "../words/listed.ts";
import type { Lint } from "./lint.ts";

/**
 * TOC105: severities for which no escalation path says whom to page, and in which order. One finding for
 * all with which the same happens.
 */
export const lintMissingPath: Lint = (playbook, texts) => {
  const without = playbook.severities.filter((severity) => !hasPath(playbook, severity));
  const kinds = Map.groupBy(without, (severity) => {
    if (pages(playbook, severity)) return "paged";
    return severity.sla.response === undefined ? "never late" : "late";
  });
  return [...kinds.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { follows, help } = consequence(playbook, first, others.length > 0);
    const names = listed([first, ...others].map(({ id }) => id));
    return [
      diagnostic(
        "TOC105",
        spanOf(texts, first.source, first.id),
        `${names} ${others.length === 0 ? "has" : "have"} no escalation path: ${follows}`,
        help,
      ),
    ];
  });
};

/** TOC106: an escalation path for a severity that is defined nowhere can never begin. */
export const lintUnknownPath: Lint = (playbook, texts) => {
  const known = playbook.severities.map((severity) => severity.id);
  // Where none is defined, that is what is wrong (TOC101).
  if (known.length === 0) return [];
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

function pages(playbook: Playbook, severity: Severity): boolean {
  return severityRules(playbook, severity.id)?.pages === true;
}

/** What happens for want of a path, and what to do; the same words for every severity with which the same happens. */
function consequence(
  playbook: Playbook,
  severity: Severity,
  areMany: boolean,
): { follows: string; help: string } {
  const catchAll = `the catch-all is paged (${catchAllNames(playbook)})`;
  if (pages(playbook, severity)) {
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
      : areMany
        ? "once the response time is over,"
        : `once its response time of ${describeDuration(durationMs(response))} is over,`;
  return {
    follows: `nobody is told when ${areMany ? "one of them" : "it"} starts; ${when} ${catchAll}`,
    help: `Add ${areMany ? "them" : "it"} to the escalation, even if the only step is the on-call engineer.`,
  };
}

/** Who is paged when nobody else is or answers. */
export function catchAllNames({ overlay }: Playbook): string {
  return overlay.catchAll.length === 0
    ? "the managers, or everybody when there are none"
    : overlay.catchAll.join(", ");
}
