/** Which runbooks an incident is for: those that a rule or a label names, or whose name it has in its words. */

import type { Playbook, Runbook } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { tellingWords } from "../lints/telling-words.ts";
import { FIRST_LOOK_TITLES } from "../vocabulary/runbooks.ts";
import { anyOf } from "../words/wording.ts";

export interface IncidentWords {
  readonly title: string;
  /** Of its alerts. */
  readonly labels: Readonly<Record<string, string>>;
  /** What a rule of tocsin.yaml says; a name or an id. */
  readonly runbook?: string | undefined;
}

const FIRST_LOOK = new RegExp(`(?<!\\p{L})(?:${anyOf(FIRST_LOOK_TITLES)})(?!\\p{L})`, "iu");

/** More than that is no answer to "what now". */
const MATCHED_MAX = 5;

/** The runbooks in the order in which they are to be looked at: the first look of any incident comes first. */
export function matchRunbooks(
  { runbooks }: Pick<Playbook, "runbooks">,
  incident: IncidentWords,
): readonly Runbook[] {
  const named = namedRunbooks(runbooks, incident);
  const matched = named.length > 0 ? named : runbooksInWords(runbooks, incident);
  const first = runbooks.filter((one) => FIRST_LOOK.test(one.title) && !matched.includes(one));
  return [...first, ...matched].slice(0, MATCHED_MAX);
}

/** By what stands in a rule or a label, or because it is called like the alert or the incident. */
function namedRunbooks(
  runbooks: readonly Runbook[],
  { title, labels, runbook }: IncidentWords,
): readonly Runbook[] {
  const names = [runbook, labels["runbook"], labels["alertname"], title];
  for (const name of names) {
    if (name === undefined) continue;
    const key = roleKey(name);
    const found = runbooks.filter((one) => one.id === name || roleKey(one.title) === key);
    if (found.length > 0) return found;
  }
  return [];
}

/** Every word of the runbook's name is one of the incident's. */
function runbooksInWords(
  runbooks: readonly Runbook[],
  { title, labels }: IncidentWords,
): readonly Runbook[] {
  const words = new Set(tellingWords(`${title} ${labels["alertname"] ?? ""}`));
  return runbooks.filter((one) => {
    const own = tellingWords(one.title);
    return own.length > 0 && own.every((word) => words.has(word));
  });
}
