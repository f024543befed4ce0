/** What the words of headings, labels and sentences say about the steps of a runbook. */

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
      "severity",
      "glossary",
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
  "any of the following",
  "solutions",
  "workarounds",
  "fixes",
  "remedies",
];

/** Whether the words announce ways of which one is taken: "Two options:", "Solutions". */
export function offersChoices(text: string): boolean {
  return mentions(text, CHOICE_PHRASES);
}

const CHECK_VERBS = [
  "check",
  "verify",
  "view",
  "show",
  "list",
  "get",
  "inspect",
  "confirm",
  "review",
  "look",
  "find",
  "examine",
  "watch",
  "monitor",
  "describe",
  "test",
  "validate",
  "identify",
  "query",
  "read",
  "determine",
  "ensure",
  "investigate",
  "analyze",
  "analyse",
  "measure",
  "count",
  "display",
  "print",
];

const CHANGE_VERBS = [
  "restart",
  "roll back",
  "rollback",
  "scale",
  "delete",
  "remove",
  "kill",
  "terminate",
  "increase",
  "decrease",
  "reduce",
  "raise",
  "lower",
  "clear",
  "flush",
  "purge",
  "enable",
  "disable",
  "switch",
  "deploy",
  "redeploy",
  "apply",
  "update",
  "upgrade",
  "downgrade",
  "patch",
  "set",
  "stop",
  "start",
  "drain",
  "cordon",
  "uncordon",
  "evict",
  "promote",
  "fail over",
  "failover",
  "restore",
  "reboot",
  "resize",
  "create",
  "add",
  "install",
  "rotate",
  "revoke",
  "block",
  "unblock",
  "pause",
  "resume",
  "reset",
  "edit",
  "change",
  "move",
  "migrate",
  "revert",
  "throttle",
  "drop",
  "truncate",
  "vacuum",
  "defragment",
  "defrag",
  "isolate",
  "quarantine",
  "trigger",
];

/** Verbs of things a person does. */
const PERSON_VERBS = [
  "contact",
  "call",
  "ask",
  "tell",
  "notify",
  "inform",
  "escalate",
  "open",
  "log",
  "collect",
  "gather",
  "attach",
  "record",
  "document",
  "wait",
  "try",
  "use",
  "run",
  "go",
  "follow",
  "consult",
  "refer",
  "consider",
  "repeat",
  "proceed",
  "continue",
  "decide",
  "page",
  "engage",
  "communicate",
  "preserve",
  "make",
  "free",
  "talk",
  "export",
  "replace",
  "correct",
  "adjust",
  "configure",
  "connect",
  "login",
  "obtain",
  "note",
  "compare",
  "search",
  "track",
  "visit",
  "expand",
  "allocate",
  "take",
  "turn",
  "send",
  "perform",
  "focus",
  "generate",
  "discuss",
  "comply",
  "stay",
  "provide",
  "launch",
  "reinforce",
  "implement",
  "plan",
  "schedule",
  "assign",
  "invite",
  "join",
  "share",
  "establish",
  "declare",
  "acknowledge",
  "assemble",
  "coordinate",
  "publish",
  "post",
  "submit",
  "recover",
  "rebuild",
  "approve",
  "evaluate",
  "mitigate",
  "resolve",
  "solve",
  "fix",
  "limit",
  "shut",
  "enter",
  "execute",
  "select",
  "click",
  "navigate",
  "sign",
  "cross check",
  "double check",
  "keep",
  "give",
  "remind",
  "arrange",
  "prepare",
  "avoid",
  "bring",
  "reach",
  "request",
  "alert",
  "access",
  "grant",
  "rerun",
  "rebalance",
  "ping",
  "scan",
  "import",
  "back",
  "download",
  "upload",
  "save",
];

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

const LEADS =
  /^(?:(?:please|then|next|first|finally|now|also|otherwise|you can|you may|you should|you must|we can|we need to)[\s,]+)+/iu;
const CONDITION = /^(?:if|when|once|in case|as soon as|after|before|while|depending)\b/iu;

/** Whether a sentence tells somebody to do something: it begins with a verb, or has one after its condition. */
export function isInstruction(sentence: string): boolean {
  const text = sentence.replace(LEADS, "");
  if (CONDITION.test(text)) {
    const rest = text.slice(text.indexOf(",") + 1).trim();
    return text.includes(",") && startsWithVerb(rest.replace(LEADS, ""));
  }
  return startsWithVerb(text);
}

const VERBS = [...CHECK_VERBS, ...CHANGE_VERBS, ...PERSON_VERBS];

function startsWithVerb(text: string): boolean {
  return beginsWith(text.slice(0, 80), VERBS) !== undefined;
}

/** Whether a sentence is done only under a condition it names, or only when somebody wants it. */
export function isOptional(text: string): boolean {
  return (
    /\b(?:if|when|as|where) (?:needed|necessary|required|desired|applicable|appropriate|possible)\b/iu.test(
      text,
    ) || /\boptional(?:ly)?\b/iu.test(text)
  );
}
