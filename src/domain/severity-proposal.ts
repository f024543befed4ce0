/** Severities that answers to checklists speak for: which of them counts, and why. */

import type { Incident, SeverityProposal } from "./incident.ts";

/** The worst that is worse than what the incident has; undefined where none is, or it is over. */
export function severityProposed({
  status,
  rules,
  proposals = [],
}: Incident): SeverityProposal | undefined {
  if (status === "resolved" || status === "closed") return undefined;
  const worse = proposals.filter(({ rank }) => rank < rules.rank);
  return worse.toSorted((one, other) => one.rank - other.rank)[0];
}

/** "Data at risk: Yes; line 47, Stored data was lost" */
export function describeProposal({ question, answer, line, text }: SeverityProposal): string {
  return `${question}: ${answer}; line ${line}, ${text}`;
}
