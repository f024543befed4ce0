/** What a heading says about the runbook below it. */

import { WHOLE_PROCESS } from "./procedure-words.ts";
import { mentions } from "./wording.ts";

const PREFIX =
  /^(?:runbook|playbook|procedure|sop|issue|problem|alert|scenario)\s*\d*\s*[:–—-]\s*\S/iu;
const SUFFIX = /\S\s+(?:runbook|playbook|procedure|sop)$/iu;

/** "Runbook: cold rooms", "Scenario 2: no water". */
export function hasRunbookPrefix(title: string): boolean {
  return PREFIX.test(title);
}

/** Whether the heading names the procedure for one problem, not the process for all: "Cache outage runbook". */
export function namesOneRunbook(title: string): boolean {
  return hasRunbookPrefix(title) || (SUFFIX.test(title) && !mentions(title, WHOLE_PROCESS));
}
