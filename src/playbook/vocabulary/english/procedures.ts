/** The English words that tell a procedure by its headings, and what is none. */

import { INCIDENT_TOPICS, ROLE_WORDS } from "./general.ts";

/** Headings over things to do, whatever the document is about. */
export const STEP_PHRASES = [
  "step",
  "steps",
  "procedure*",
  "instructions",
  "what to do",
  "how to respond",
  "how to handle",
  "responding*",
  "during",
  "actions",
  "immediate*",
  "runbook",
  "playbook",
  "process",
  "workflow",
];

/** Headings that begin so are over things to do, whatever those above them are about. */
export const RESPONSE_STARTS = ["initial response", "first response"];

/** What a text is about when the lists in it are what a responder does. */
export const RESPONSE_TOPICS = [
  ...INCIDENT_TOPICS,
  "attack*",
  "ransomware",
  "malware",
  "compromise*",
  "ddos",
  "data loss",
  "failover",
  "rollback",
  "downtime",
  "degrad*",
  "troubleshoot*",
  "runbook*",
  "playbook*",
];

/** Headings over several runbooks. */
export const COLLECTION_PHRASES = ["runbooks", "playbooks", "procedures", "scenarios"];
/** Headings whose sub-headings each name one problem. */
export const PROBLEM_COLLECTIONS = [
  "runbooks",
  "playbooks",
  "common incidents",
  "common incident types",
  "common outages",
  "common scenarios",
  "incident scenarios",
  "incident types",
];

/** Headings over lists that ask for nothing now, or that are another kind of thing. */
export const OTHER_PHRASES = [
  "severit*",
  "priorit*",
  "escalat*",
  "contact*",
  "schedule*",
  "rotation*",
  "role",
  "roles",
  "responsibilit*",
  "team",
  "teams",
  "template*",
  "lessons*",
  "action item*",
  "training",
  "drill*",
  "tabletop*",
  "exercise*",
  "game day*",
  "prerequisite*",
  "requirement*",
  "principle*",
  "rules",
  "philosophy",
  "best practice*",
  "tips",
  "guideline*",
  "etiquette",
  "self care",
  "wellbeing",
  "dos",
  "donts",
  "recommendation*",
  "what not to do",
  "anti pattern*",
  "prevent*",
  "overview",
  "introduction",
  "purpose",
  "scope",
  "goals",
  "objectives",
  "definition*",
  "glossary",
  "references",
  "resources",
  "links",
  "related",
  "reading",
  "example*",
  "metrics",
  "kpis",
  "tools",
  "faq",
  "changelog",
  "contribut*",
  "license",
  "about",
  "agenda",
  "checklist*",
  "maintenance",
  "improvement*",
  "notes",
  "next steps",
  "criteria",
  "sources",
  "installation",
  "usage",
  "getting started",
  "why*",
  "what is*",
  "who*",
];

/** Words of a short heading or label over how to look, what to do, and what it means. */
export const LOOKING_TITLES = [
  "diagnos*",
  "investigat*",
  "troubleshoot*",
  "triage",
  "debug*",
  "detect*",
  "identif*",
  "assess*",
];

export const ACTING_TITLES = [
  "mitigat*",
  "remediat*",
  "resolution*",
  "resolve",
  "resolving",
  "recover*",
  "fix",
  "fixes",
  "solution*",
  "workaround*",
  "contain*",
  "eradicat*",
  "recommended action*",
  "immediate action*",
  "what to do",
  "steps",
  "procedure",
  "instructions",
  "rollback",
  "response",
  "action",
  "actions",
  "contain",
  "containment",
];

export const MEANING_TITLES = [
  "meaning",
  "impact",
  "symptom*",
  "indicator*",
  "summary",
  "overview",
  "description",
  "cause",
  "causes",
  "root cause*",
  "prerequisite*",
  "when to use",
  "verification",
  "background",
];

/** Words that may stand beside them. */
export const TITLE_FILLERS = [
  "and",
  "or",
  "how",
  "to",
  "the",
  "steps",
  "common",
  "possible",
  "potential",
  "recommended",
  "immediate",
  "initial",
  "alert",
  "alerts",
  "procedure",
  "procedures",
  "what",
  "do",
  "when",
  "use",
  "root",
  "issues",
];

/** In the name of a playbook that is the whole process, and holds other things too. */
export const WHOLE_PROCESS = [
  "incident",
  "incidents",
  "on call",
  "oncall",
  "response",
  "team",
  "operations",
];

/** Words before a list of cases, each with what is done then. */
export const CASE_LEADS = [
  "typically",
  "common cases",
  "common scenarios",
  "common causes",
  "depending on",
  "depends on",
  "depend on",
];

/** Words for when or by whom, not for what is wrong; and such words at the beginning only. */
export const NO_FAULTS = [
  "term",
  "step*",
  "phase*",
  "immediate*",
  "note",
  "option*",
  ...ROLE_WORDS,
];

export const NO_FAULT_STARTS = ["first", "then", "finally", "next", "before", "after", "always"];

/** Titles of a column that holds what is to be run. */
export const COMMAND_COLUMNS = ["command*", "diagnostic*"];
/** Titles of a table's column that says what is to be done. */
export const ACTION_COLUMNS = [
  "action*",
  "step",
  "steps",
  "task*",
  "what to do",
  "instruction*",
  "activit*",
  "move",
  "moves",
  "fix",
  "remedy",
  "mitigation",
  "then",
  "resolution",
  "solution",
];
