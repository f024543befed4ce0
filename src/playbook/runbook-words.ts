/** What the words of headings, labels and sentences say about the steps of a runbook. */

import { CHANGE_VERBS, CHECK_VERBS } from "./instruction-words.ts";
import { isInstruction } from "./instructions.ts";
import { beginsWith, mentions } from "./wording.ts";

/**
 * What stands under a heading or a label.
 *
 * - `diagnosis`: looking, before anything is changed.
 * - `mitigation`: changing something to end the harm.
 * - `causes`: what may be behind it, each with its remedy.
 * - `steps`: things to do, of either kind.
 * - `background`: nothing to do.
 */
export type Topic = "diagnosis" | "mitigation" | "causes" | "steps" | "background";

const TOPICS: readonly (readonly [Topic, readonly string[]])[] = [
  ["steps", ["actions", "steps"]],
  ["causes", ["cause", "causes", "reasons", "likely culprit*", "common issues", "possible issues"]],
  [
    "mitigation",
    [
      "mitigat*",
      "remediat*",
      "resolution*",
      "resolve",
      "resolving",
      "recover*",
      "fix",
      "fixes",
      "fixing",
      "solution*",
      "workaround*",
      "work around*",
      "repair*",
      "containment",
      "contain",
      "eradicat*",
      "restore",
      "restoration",
      "rollback",
      "roll back",
      "failover",
      "what to do",
    ],
  ],
  [
    "diagnosis",
    [
      "diagnos*",
      "investigat*",
      "troubleshoot*",
      "triage",
      "debug*",
      "checks",
      "check",
      "health check*",
      "identify",
      "assess*",
      "detect*",
    ],
  ],
  [
    "background",
    [
      "meaning",
      "impact*",
      "symptom*",
      "summary",
      "overview",
      "description",
      "background",
      "context",
      "reference*",
      "additional resources",
      "resources",
      "see also",
      "related*",
      "prerequisite*",
      "requirements",
      "notes",
      "note",
      "links",
      "further reading",
      "prevention",
      "severit*",
      "glossary",
      "definition*",
      "contact*",
      "role",
      "roles",
      "responsibilit*",
      "template*",
      "training",
      "rotation*",
      "metadata",
      "changelog",
    ],
  ],
  [
    "steps",
    ["step*", "procedure*", "actions", "instructions", "verif*", "validat*", "communicate"],
  ],
];

/** Undefined where the words say none of them. */
export function topicOf(title: string): Topic | undefined {
  return TOPICS.find(([, phrases]) => mentions(title, phrases))?.[0];
}

const CHOICE_PHRASES = [
  "options",
  "alternatives",
  "choices",
  "one of the following",
  "one of these",
  "choose",
  "pick one",
  "either of",
  "approaches",
  "methods",
  "two ways",
  "several ways",
  "any of the following",
  "solutions",
  "workarounds",
  "fixes",
  "remedies",
];

/** Whether the words say that what to do depends on something: "The fix depends on the cause". */
export function dependsOnSomething(text: string): boolean {
  return mentions(text, ["depends on", "depending on", "depends upon"]);
}

const FAULT_PHRASES = [
  "exceed*",
  "invalid",
  "outage",
  "fail",
  "fails",
  "failed",
  "failing",
  "failure*",
  "error*",
  "full",
  "empty",
  "high",
  "low",
  "slow",
  "missing",
  "expired",
  "corrupt*",
  "down",
  "crash*",
  "leak*",
  "lost",
  "loss",
  "timeout*",
  "timed out",
  "unreachable",
  "unavailable",
  "unresponsive",
  "stuck",
  "broken",
  "degraded",
  "overload*",
  "exhaust*",
  "not *",
  "out of*",
  "too many",
  "insufficient",
  "misconfigur*",
  "bad",
  "wrong",
  "unhealthy",
  "denied",
  "refused",
];

/** Whether the words name something that is wrong, rather than what to do about it. */
export function namesFault(title: string): boolean {
  return mentions(title, FAULT_PHRASES) && !isInstruction(title);
}

const INTERFACE_PHRASES = [
  "console",
  "cli",
  "command line",
  "dashboard",
  "ui",
  "gui",
  "api",
  "terminal",
  "portal",
  "web interface",
];
const INTERFACE_LEADS = ["using", "via", "with", "from", "in", "through", "on"];

/** Whether headings name ways to the same thing: "Using the web console", "Using the command line". */
export function areInterfaces(titles: readonly string[]): boolean {
  return (
    titles.length >= 2 &&
    titles.every(
      (title) =>
        mentions(title, INTERFACE_PHRASES) && beginsWith(title, INTERFACE_LEADS) !== undefined,
    )
  );
}

/** Whether the words announce ways of which one is taken: "Two options:", "Solutions". */
export function offersChoices(text: string): boolean {
  return mentions(text, CHOICE_PHRASES);
}

/** Words a title about looking has even when it begins like a change: "Rollback history". */
const LOOKING_NOUNS = [
  "status",
  "history",
  "count*",
  "log",
  "logs",
  "state",
  "events",
  "list",
  "rate",
  "time*",
];

/** What the words say their commands do; undefined when they do not begin with a verb that tells. */
export function intentOf(title: string): "check" | "change" | undefined {
  if (beginsWith(title, CHECK_VERBS) !== undefined) return "check";
  const changes = beginsWith(title, CHANGE_VERBS) !== undefined && !mentions(title, LOOKING_NOUNS);
  return changes ? "change" : undefined;
}

/** Whether a sentence is done only under a condition it names, or only when somebody wants it. */
export function isOptional(text: string): boolean {
  return (
    /\b(?:if|when|as|where) (?:needed|necessary|required|desired|applicable|appropriate|possible)\b/iu.test(
      text,
    ) || /\boptional(?:ly)?\b/iu.test(text)
  );
}
