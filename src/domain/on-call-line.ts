/** What a call to the on-call number comes to: which number answers, what it opens, what it joins. */

import { MS } from "./duration.ts";
import type { Incident, SeverityRules } from "./incident.ts";
import type { Playbook } from "./playbook.ts";
import { severityRules } from "./severity-rules.ts";

/** Somebody who calls again this soon means the same, also when somebody has acknowledged it. */
export const SAME_TROUBLE_MS = 15 * MS.minute;

/** More incidents than that are not opened by calls within an hour: further callers join the last one. */
export const CALLED_INCIDENTS_MAX = 20;
export const CALLED_INCIDENTS_WITHIN_MS = MS.hour;

/** So many calls of one number are noted in an incident: the rest would only bury what it says. */
export const NOTED_CALLS_MAX = 5;

/** Whether a number is one that answers, E.164: one of those configured, or the one the playbook names. */
export function isOnCallNumber(
  number: string,
  configured: readonly string[],
  { onCallPhone }: Pick<Playbook, "onCallPhone">,
): boolean {
  return number !== "" && [...configured, dialled(onCallPhone ?? "")].includes(number);
}

/** "+44 (131) 496-2345" as it is dialled; empty where it is no international number. */
function dialled(written: string): string {
  const number = written.replace(/[\s().\-/]/gu, "");
  return /^\+[1-9]\d{7,14}$/u.test(number) ? number : "";
}

/**
 * What a call opens: what `tocsin.yaml` says, else the worst severity that pages. Whoever is unsure takes
 * the higher, and lowering it is one verb. Undefined where the playbook has no severity at all.
 */
export function severityOfCalls(playbook: Playbook): SeverityRules | undefined {
  const stated = playbook.overlay.onCall?.phoneSeverity;
  const ids = stated === undefined ? playbook.severities.map(({ id }) => id) : [stated];
  const all = ids.flatMap((id) => severityRules(playbook, id) ?? []);
  return all.find(({ pages }) => pages) ?? all[0];
}

/**
 * Whether a call about an incident that its caller has opened adds to it. While people are being paged it
 * does; an acknowledged one may be about something else by now, and nobody would be called.
 */
export function joinsCall(incident: Incident, now: number): boolean {
  const { status, snoozedUntil, openedAt } = incident;
  if (status === "open" && snoozedUntil === null) return true;
  if (status !== "open" && status !== "acknowledged") return false;
  return now - openedAt <= SAME_TROUBLE_MS;
}
