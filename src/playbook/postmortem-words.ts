/** What tells a postmortem's template from other text. */

import { countMentioned, mentions } from "./wording.ts";

const POSTMORTEM_PHRASES = [
  "postmortem*",
  "post mortem*",
  "retrospective*",
  "incident report*",
  "incident review*",
  "post incident review*",
  "after action*",
  "rca",
  "root cause analysis",
];

const SECTION_PHRASES = [
  "summary",
  "timeline",
  "chain of events",
  "impact",
  "affected users",
  "root cause*",
  "trigger*",
  "contributing",
  "what happened",
  "outage description",
  "detection",
  "resolution",
  "mitigation",
  "action item*",
  "next steps",
  "follow up*",
  "followup*",
  "recommendation*",
  "corrective*",
  "preventive*",
  "preventative*",
  "lessons*",
  "what went*",
  "how did we do",
];

/** Whether the words name a postmortem, by any of its names. */
export function namesPostmortem(text: string): boolean {
  return mentions(text, POSTMORTEM_PHRASES);
}

/** How many different things of a postmortem the headings ask for. */
export function postmortemHeadings(titles: readonly string[]): number {
  const text = titles.join(" / ");
  return countMentioned(text, SECTION_PHRASES);
}
