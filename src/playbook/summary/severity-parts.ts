import { describeDuration } from "../../domain/duration.ts";
import type { EscalationPath, GeneralPromise, Playbook, Severity } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { counted, durationCell, lineCell, type SummaryPart } from "./summary-part.ts";

export function severitiesPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Severities: how fast we promise to be",
    columns: [
      "line",
      "severity",
      "answer in",
      "solve in",
      "news every",
      "examples",
      "at the start",
    ],
    rows: [
      ...playbook.severities.map((severity) => [
        lineCell(severity.source, hasManyFiles),
        severity.name === "" || severity.name === severity.id
          ? severity.id
          : `${severity.id} ${severity.name}`,
        promiseCell(severity, "response"),
        promiseCell(severity, "resolution"),
        promiseCell(severity, "communication"),
        String(severity.examples.length),
        severity.responseActions.map(({ text }) => text).join("; "),
      ]),
      ...(playbook.promises ?? []).map((promise) => promiseRow(promise, hasManyFiles)),
    ],
    whenEmpty: "No severities were found.",
  };
}

function promiseCell({ sla }: Severity, clock: GeneralPromise["clock"]): string {
  const isWorking = sla.inWorkingTime?.includes(clock) === true;
  return `${durationCell(sla[clock])}${isWorking ? " of working time" : ""}`;
}

/** A time that is promised for all of them. */
function promiseRow({ clock, time, source }: GeneralPromise, hasManyFiles: boolean): string[] {
  const cellOf = (of: GeneralPromise["clock"]): string => (of === clock ? durationCell(time) : "");
  const times = [cellOf("response"), cellOf("resolution"), cellOf("communication")];
  return [lineCell(source, hasManyFiles), "all", ...times, "", ""];
}

export function escalationPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Who is paged, and when",
    columns: ["line", "severity", "when", "who"],
    rows: withoutRepeats(
      playbook.severities.map((severity) => pagingRows(playbook, severity, hasManyFiles)),
    ),
    whenEmpty: "Nobody is paged: without severities nothing is escalated.",
  };
}

/** Severities for which the same people are paged at the same times, together. */
function withoutRepeats(severities: readonly (readonly string[][])[]): string[][] {
  const alike = Map.groupBy(severities, (rows) =>
    JSON.stringify(rows.map(([line, , ...cells]) => [line, ...cells])),
  );
  return [...alike.values()].flatMap((same) => {
    const ids = same.flatMap(([first]) => first?.[1] ?? []);
    return (same[0] ?? []).map((row, index) => (index === 0 ? row.with(1, ids.join(", ")) : row));
  });
}

function pagingRows(playbook: Playbook, severity: Severity, hasManyFiles: boolean): string[][] {
  const rules = severityRules(playbook, severity.id);
  const path = playbook.escalation.find((one) => roleKey(one.severity) === roleKey(severity.id));
  if (rules === undefined) return [];
  const rows: string[][] = rules.steps.map(({ role, afterMs, column }) => [
    lineCell(path?.steps.find((step) => step.role === role)?.source, hasManyFiles),
    "",
    afterMs === 0 ? "at once" : `after ${describeDuration(afterMs)}`,
    `${role}${holder(playbook, role, column)}${rules.pages ? "" : ", quietly: by nothing that wakes anybody"}`,
  ]);
  rows.push([
    "",
    "",
    rows.length === 0 ? afterResponse(rules.responseMs) : "unanswered",
    lastResort(playbook, rules),
  ]);
  const told = (path?.stakeholders ?? []).map(withCondition).join(", ");
  if (told !== "") rows.push(["", "", "also told", told]);
  const actions = (path?.actions ?? []).map(({ text }) => text).join(", ");
  if (actions !== "") rows.push(["", "", "also done", actions]);
  return rows.map((row, index) =>
    index === 0 ? [row[0] ?? "", severity.id, ...row.slice(2)] : row,
  );
}

function afterResponse(responseMs: number | null): string {
  return responseMs === null ? "unanswered" : `after ${describeDuration(responseMs)}`;
}

function holder(playbook: Playbook, role: string, column: string | null): string {
  const bound = Object.entries(playbook.overlay.roles).find(
    ([name]) => roleKey(name) === roleKey(role),
  )?.[1];
  if (bound?.person !== undefined) return ` (${bound.person})`;
  if (bound?.schedule !== undefined) return ` (schedule ${bound.schedule})`;
  const rotationColumn = bound?.column ?? column;
  return rotationColumn === null || roleKey(rotationColumn) === roleKey(role)
    ? ""
    : ` (${rotationColumn} of the rotation)`;
}

function lastResort(
  playbook: Playbook,
  rules: { readonly repeat: number; readonly steps: readonly unknown[] },
): string {
  const { catchAll } = playbook.overlay;
  const whom = `the catch-all: ${catchAll.length > 0 ? catchAll.join(", ") : "nobody is named, so the managers, or everybody"}`;
  const again = rules.steps.length > 0 && rules.repeat > 0;
  return again
    ? `the same again, ${rules.repeat === 1 ? "once" : counted(rules.repeat, "time")}; then ${whom}`
    : whom;
}

function withCondition({ audience, when }: EscalationPath["stakeholders"][number]): string {
  return when === undefined ? audience : `${audience} (${when})`;
}
