/** Words of the headings, labels and sentences of runbooks. */

/** What stands under a heading or a label, tried in this order. */
export const TOPIC_PHRASES = {
  plainSteps: ["actions", "steps", "quick reference"],
  causes: ["cause", "causes", "reasons", "likely culprit*", "common issues", "possible issues"],
  mitigation: [
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
  diagnosis: [
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
  background: [
    "meaning",
    "means",
    "what happens",
    "when to",
    "why",
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
    "criteria",
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
  steps: ["step*", "procedure*", "actions", "instructions", "verif*", "validat*", "communicate"],
};

/** How labels begin of what is to be done, or known, once the problem is over: "Prevention: …". */
export const LATER_STARTS = [
  "prevent",
  "prevention",
  "preventive",
  "preventative",
  "long term fix",
  "long term solution",
  "long term improvement*",
  "permanent fix",
  "permanent solution",
  "lessons",
];
/** Whole labels of the same kind. */
export const LATER_LABELS = ["root cause", "root causes"];

/** Labels over how something is known, or why it is so: "Detection: a bell rings". */
export const TELLING_PHRASES = [
  "detection",
  "indicator*",
  "sign",
  "signs",
  "symptom*",
  "cause",
  "causes",
  "root cause",
  "common cause*",
  "possible cause*",
  "likely cause*",
  "impact",
  "trigger",
  "triggers",
];
/** Before how something is to be done: "Be brief". */
export const MANNER_STARTS = ["be"];
/** Beside a link, that it is to be read on there: "See also", "Runbook". */
export const READ_ON_PHRASES = [
  "see also",
  "runbook",
  "playbook",
  "docs",
  "documentation",
  "reference",
  "details",
  "read more",
  "further reading",
  "more information",
];

/** Words that announce ways of which one is taken: "Two options:", "Solutions". */
export const CHOICE_PHRASES = [
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
/** The same at the end of words that begin so, before a colon: "To stop it, either:". */
export const CHOICE_STARTS = ["to", "you can", "we can"];
export const CHOICE_ENDS = ["either", "one of"];
/** "The fix depends on the cause". */
export const DEPENDING_PHRASES = ["depends on", "depend on", "depending on", "depends upon"];
/** Words of the background that are also what there may be too little of. */
export const SHORT_THINGS = ["resources"];
/** Words for what is wrong, rather than what to do about it. */
export const FAULT_PHRASES = [
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
/** Words for trouble that are as often those of a topic: "Network issues". */
export const TROUBLE_NOUNS = [
  "issue",
  "issues",
  "problem*",
  "mismatch*",
  "pressure",
  "contention",
  "bottleneck*",
  "partition",
  "compromise*",
  "incident",
  "conflict*",
  "throttl*",
  "spike*",
  "backlog",
  "attack*",
  "breach*",
  "limit*",
  "wont *",
  "cannot *",
  "cant *",
  "no *",
  "deployment",
];
/** Words of labels that only show something. */
export const NO_CASES = ["example*", "sample*"];
/** Ways to the same thing: "Using the web console", "Using the command line". */
export const INTERFACE_PHRASES = [
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
export const INTERFACE_LEADS = ["using", "via", "with", "from", "in", "through", "on"];
/** Words a title about looking has even when it begins like a change: "Rollback history". */
export const LOOKING_NOUNS = [
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
/** Words that begin a title about something, and no case: "What is affected". */
export const QUESTION_STARTS = ["what", "why", "how", "who", "where", "when", "which"];
/** Words of what is looked at, whatever is wrong: "Error logs". */
export const LOOKED_AT = [
  "status",
  "history",
  "log",
  "logs",
  "events",
  "list",
  "count*",
  "metrics",
  "dashboard*",
  "messages",
];
/** What is done only when somebody wants it. */
export const OPTIONAL_PHRASES = [
  "optional",
  "optionally",
  "if needed",
  "if necessary",
  "if required",
  "if desired",
  "if applicable",
  "if appropriate",
  "if possible",
  "when needed",
  "when necessary",
  "when required",
  "when desired",
  "when applicable",
  "when appropriate",
  "when possible",
  "as needed",
  "as necessary",
  "as required",
  "as desired",
  "as applicable",
  "as appropriate",
  "as possible",
  "where needed",
  "where necessary",
  "where required",
  "where desired",
  "where applicable",
  "where appropriate",
  "where possible",
];
/** After "if": no condition for a person to judge. */
export const NO_CONDITIONS = ["needed", "necessary", "required", "possible", "applicable"];

/** Before the number or the letter of one way of several: "Mitigation 2", "Option B". */
export const WAY_WORDS = ["mitigation", "option", "alternative", "choice"];
/** The same where these words begin sentences too, so that what follows the number must set it apart: "Fix 3: …". */
export const NUMBERED_WAY_WORDS = ["fix", "solution", "workaround", "remedy", "approach", "method"];
/** Before another way to do what stands before: with a colon or a comma after it, and without. */
export const ALTERNATIVE_WORDS = ["alternative", "alternatively"];
export const OR_WORDS = ["or"];
/** After "or": no other way. */
export const NO_ALTERNATIVES = ["not", "else"];
/** Before the number of a step. */
export const STEP_MARKS = ["step"];
/** Labels of what to do, alone or for many: "Solution: add workers". */
export const REMEDY_LABELS = [
  "solution",
  "solutions",
  "fix",
  "fixes",
  "mitigation",
  "mitigations",
  "workaround",
  "workarounds",
  "remedy",
  "remedies",
  "resolution",
  "resolutions",
];
/** What begins a condition that ends with a colon, and one that ends with a comma. */
export const CONDITION_LEADS = [
  "if",
  "when",
  "in case",
  "in case of",
  "else if",
  "otherwise if",
  "otherwise, if",
];
export const CONDITION_CLAUSE_LEADS = ["if"];
/** Before what may go wrong, and a comma and what is done then: "On a leak, close the valve". */
export const EVENT_LEADS = ["on", "upon"];
/** The same of an item in a list of conditions, each with the word that the way is called by. */
export const ITEM_CONDITION_LEADS: Readonly<Record<string, string>> = {
  if: "If",
  when: "If",
  "in case": "If",
  "in case of": "If",
  "in the case of": "If",
};
/** Where such a condition ends without a comma: "If it leaks you can call …". */
export const CONDITION_ENDS = [
  "then",
  "you can",
  "you should",
  "you must",
  "you may",
  "you need",
  "we can",
  "we should",
  "we must",
  "we may",
  "we need",
];
export const OTHERWISE_WORDS = ["otherwise"];
/** Before the number or letter of one case of several: "Case A: bad release". */
export const CASE_WORDS = ["case", "scenario", "cause"];
/** Before a kind of thing that the commands are for: "For containers:". */
export const KIND_LEADS = ["for"];
/** After it, when none follows: "For example:", "For each pod:". */
export const NO_KINDS = [
  "example",
  "instance",
  "more",
  "further",
  "detail",
  "details",
  "reference",
  "each",
  "every",
  "all",
  "any",
  "this",
  "these",
  "that",
  "now",
  "the following",
];
/** The last words above a list of what is not to be done. */
export const FORBIDDING_ENDS = ["not", "never", "avoid", "dont"];
/** Before the case in which a way is preferred: "Use the spare pump when …". */
export const PREFERENCE_VERBS = ["choose", "prefer", "pick"];
export const PREFERENCE_CASES = ["when", "if"];

/** Before the name of a runbook and a colon, and after it. */
export const RUNBOOK_PREFIXES = [
  "runbook",
  "playbook",
  "procedure",
  "sop",
  "issue",
  "problem",
  "alert",
  "scenario",
];
export const RUNBOOK_SUFFIXES = ["runbook", "playbook", "procedure", "protocol", "sop"];
/** Of the first, those that are no part of the name. */
export const DROPPED_PREFIXES = [
  "runbook",
  "playbook",
  "procedure",
  "sop",
  "issue",
  "alert",
  "problem",
];
/** Headings over the steps of what the heading above names. */
export const STEPS_TITLES = ["steps", "procedure", "instructions", "what to do", "steps to take"];
/** Headings that say nothing of the commands below them. */
export const GENERIC_TITLES = ["overview", "introduction", "summary", "getting started"];

/** What announces the output of a command, by its name; and perhaps, where a colon ends it. */
export const OUTPUT_NAMES = [
  "example output",
  "sample output",
  "expected output",
  "typical output",
  "similar output",
  "example result",
  "sample result",
  "expected result",
  "typical result",
  "similar result",
  "example response",
  "sample response",
  "expected response",
  "typical response",
  "similar response",
];
export const OUTPUT_WORDS = ["output"];
export const PERHAPS_OUTPUT_WORDS = [
  "output",
  "print",
  "prints",
  "return",
  "returns",
  "show",
  "shows",
  "display",
  "displays",
  "look like",
  "looks like",
  "similar to",
  "example",
];
/** A comment that begins so says what the command above it is to show. */
export const EXPECTED_STARTS = [
  "expect",
  "expected",
  "should be",
  "should match",
  "should return",
  "should show",
  "should see",
  "should say",
  "must return",
  "must be",
  "must show",
];
/** A command beside one of these is to be given, whatever its program. */
export const RUN_VERBS = ["run", "rerun", "re-run", "execute", "running", "executing"];
/** A command beside one of these is not to be given. */
export const REFUSALS = [
  "do not",
  "dont",
  "never",
  "avoid",
  "instead of",
  "must not",
  "should not",
];
/** A full stop after one of these ends no sentence. */
export const ABBREVIATIONS = [
  "e.g",
  "i.e",
  "etc",
  "vs",
  "cf",
  "approx",
  "no",
  "resp",
  "incl",
  "dr",
  "mr",
  "ms",
  "inc",
];

/** Names of what is looked at in any incident, whatever it is. */
export const FIRST_LOOK_TITLES = ["health check", "health checks", "first look", "first checks"];
