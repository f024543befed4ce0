/**
 * The English words of times, severities, people, and the other things of a playbook.
 *
 * Phrases are lower case with single spaces; hyphens and punctuation of the text count as spaces. A
 * final `*` stands for any ending ("escalat*" is escalate, escalation, …), a first one, where phrases are
 * looked for anywhere, for any beginning. `mentions` matches them.
 */

/** Numbers in words before a unit of time; "first hour" and "every hour" are one hour. */
export const NUMBER_WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  every: 1,
  each: 1,
  first: 1,
  next: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  "forty five": 45,
  sixty: 60,
  ninety: 90,
  "half an": 0.5,
  "half a": 0.5,
  half: 0.5,
};

/** Names of units of time and their length in seconds. A month is 30 days; business days are days. */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  wk: 604_800,
  wks: 604_800,
  week: 604_800,
  weeks: 604_800,
  month: 2_592_000,
  months: 2_592_000,
};

/** Units that are other words where no digits stand before them. */
export const UNITS_AFTER_DIGITS: Readonly<Record<string, number>> = {};

/** Words that stand between a number and its unit without changing it: clocks run around the clock. */
export const DAY_KINDS = ["business", "working", "calendar", "full", "biz", "clock"] as const;

/** In a time that is promised: it counts only while people work. */
export const WORKING_TIME_WORDS: readonly string[] = [
  "business hours",
  "business hour",
  "working hours",
  "working hour",
  "office hours",
  "business day",
  "business days",
  "working day",
  "working days",
  "biz days",
  "workday",
  "workdays",
  "weekday",
  "weekdays",
];

/** Words for how often, in seconds. */
export const FREQUENCY_WORDS: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: 86_400,
  nightly: 86_400,
  weekly: 604_800,
  fortnightly: 1_209_600,
  monthly: 2_592_000,
};

/** "twice a day"; "3 times per hour". */
export const TIMES_WORDS: Readonly<Record<string, number>> = { once: 1, twice: 2 };
export const TIMES_NOUNS = ["times"] as const;
export const PER_WORDS = ["a", "an", "per", "every", "each"] as const;

/** Between the two ends of a range, beside the dashes. */
export const RANGE_WORDS = ["to", "until", "till", "and", "through"] as const;

/** Before a time that is the end of a window starting at nothing, and the start of one that does not end. */
export const UP_TO_WORDS = ["within", "under", "less than", "up to", "first", "before"] as const;
export const FROM_ON_WORDS = ["after", "over", "more than", "beyond", "from"] as const;
/** After a time: "4 hours and more". */
export const OPEN_END_WORDS = ["and more", "or more", "and beyond", "onwards", "onward"] as const;

/** Hours in "24 h / 7", which says when, and not how long. */
export const CLOCK_HOURS = ["h", "hour", "hours"] as const;

/** A time that begins so is a window from nothing on: "first hour". */
export const FIRST_WORDS = ["first"] as const;
/** Between two of a kind. */
export const AND_WORDS = ["and"] as const;
export const OR_WORDS = ["or"] as const;
export const THEN_WORDS = ["then"] as const;

/** Comparisons in words. */
export const COMPARISON_WORDS: Readonly<Record<string, "<" | "<=" | ">" | ">=">> = {
  "more than": ">",
  "greater than": ">",
  "higher than": ">",
  "longer than": ">",
  above: ">",
  over: ">",
  exceeds: ">",
  exceeding: ">",
  exceeded: ">",
  "less than": "<",
  "lower than": "<",
  "fewer than": "<",
  below: "<",
  under: "<",
  "at least": ">=",
  "at most": "<=",
  "no more than": "<=",
  "not more than": "<=",
  "no less than": ">=",
};

/** Units of measure after a number, as written to as reported. */
export const MEASURE_UNITS: Readonly<Record<string, string>> = {
  "%": "%",
  percent: "%",
  ms: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "min",
  min: "min",
  mins: "min",
  minute: "min",
  minutes: "min",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  kb: "kB",
  mb: "MB",
  gb: "GB",
  tb: "TB",
  kib: "KiB",
  mib: "MiB",
  gib: "GiB",
  tib: "TiB",
  x: "x",
  rps: "req/s",
  qps: "req/s",
  "req/s": "req/s",
};

/** Words that only colour what is measured: "High error rate" measures the error rate. */
export const MEASURE_ADJECTIVES = [
  "a",
  "an",
  "the",
  "any",
  "very",
  "high",
  "higher",
  "low",
  "elevated",
  "increased",
  "reduced",
  "excessive",
  "significant",
  "severe",
  "major",
  "minor",
  "moderate",
  "affecting",
  "with",
  "when",
  "if",
  "where",
] as const;

/** Words between what is measured and its comparison, and between a value and what it is of. */
export const MEASURE_JOINS = [
  "is",
  "are",
  "was",
  "at",
  "of",
  "with",
  "has",
  "goes",
  "rises",
  "stays",
  "remains",
  "the",
  "all",
  "our",
  "your",
  "drops",
  "falls",
] as const;
/** Words after a value that begin something else than what it measures. */
export const MEASURE_STOPS = [
  "for",
  "in",
  "over",
  "on",
  "during",
  "within",
  "and",
  "or",
  "to",
  "per",
  "since",
  "from",
  "after",
  "before",
  "by",
] as const;

/** Words before the number of a severity, to its scheme; the last ones only count where severities are the topic. */
export const SEVERITY_CODES: Readonly<Record<string, "SEV" | "P">> = {
  severity: "SEV",
  sev: "SEV",
  priority: "P",
  prio: "P",
  p: "P",
};
export const SEVERITY_CODES_IN_CONTEXT: Readonly<Record<string, "SEV" | "LEVEL">> = {
  s: "SEV",
  level: "LEVEL",
  lvl: "LEVEL",
  tier: "LEVEL",
};

/** Names of severities from worst (0) to least. */
export const SEVERITY_NAMES: Readonly<Record<string, number>> = {
  catastrophic: 0,
  disaster: 0,
  emergency: 0,
  outage: 0,
  fatal: 0,
  critical: 0,
  urgent: 0,
  blocker: 0,
  severe: 1,
  high: 1,
  major: 1,
  serious: 1,
  medium: 2,
  moderate: 2,
  warning: 2,
  normal: 2,
  minor: 3,
  low: 3,
  cosmetic: 4,
  trivial: 4,
  informational: 4,
  info: 4,
};
/** Words that may stand beside a severity's name: "Critical incidents". */
export const SEVERITY_NOUNS = [
  "severity",
  "priority",
  "level",
  "incident",
  "incidents",
  "impact",
] as const;

/** What a heading, a label or a column title says when it is about severities. */
export const SEVERITY_TOPICS = [
  "severit*",
  "sev",
  "sevs",
  "incident classification",
  "classification",
  "incident level*",
  "incident priorit*",
  "priority level*",
  "incident categor*",
  "impact level*",
  "urgency",
  "urgencies",
] as const;
/** Titles of a table's first column that may hold severities when its other columns look like it. */
export const SEVERITY_COLUMNS = [
  "severit*",
  "sev",
  "priorit*",
  "level",
  "class",
  "classification",
] as const;

/** Titles of the column that gives a severity its name, as whole titles. */
export const NAME_COLUMNS = ["name", "label", "title", "severity name", "level name"] as const;

/** Words of a heading about a severity that say what stands below it. */
export const SECTION_WORDS = [
  "response*",
  "procedure*",
  "action*",
  "process*",
  "handling",
  "escalat*",
  "checklist*",
  "example*",
  "incidents",
  "playbook*",
  "runbook*",
] as const;

/** Titles of columns that say by what way somebody is told. */
export const WAY_COLUMNS = [
  "who",
  "method",
  "channel",
  "channels",
  "via",
  "route to",
  "routing",
  "how",
  "alert",
] as const;

/** Before how often something happens. */
export const EVERY_WORDS = ["every", "each", "at least every", "once every"] as const;

/** Labels of what is said of one severity, tried in this order. */
export const SEVERITY_FIELDS = {
  communication: [
    "communication*",
    "comms",
    "update*",
    "status update*",
    "cadence",
    "notification frequency",
    "stakeholder update*",
  ],
  resolution: [
    "resolution",
    "resolve*",
    "time to resolve",
    "ttr",
    "mttr",
    "time to fix",
    "fix",
    "fix time",
    "fix target",
    "fix within",
    "time to mitigate",
    "mitigation time",
    "mitigation target",
    "mitigate within",
    "restor*",
    "recovery time",
    "rto",
    "workaround",
  ],
  response: [
    "response time",
    "response times",
    "time to respond",
    "response target",
    "response targets",
    "target response",
    "response sla",
    "sla response",
    "initial response",
    "first response",
    "respond",
    "respond in",
    "respond within",
    "response within",
    "reaction time",
    "time to engage",
    "time to triage",
    "acknowledg*",
    "ack",
    "ack time",
    "time to acknowledge",
    "mtta",
  ],
  sla: ["sla", "slas", "slo", "service level*", "target", "targets", "timing", "timeline"],
  examples: [
    "example*",
    "e g",
    "symptom*",
    "scenario*",
    "criteria",
    "includes",
    "such as",
    "indicator*",
    "cases",
    "when to use",
    "use when",
    "used when",
    "applies when",
    "applies if",
    "applies to",
    "any of these",
    "any of the following",
    "one of the following",
    "looks like",
    "qualifies",
    "typical incident*",
    "trigger*",
    "condition*",
  ],
  actions: [
    "response",
    "responses",
    "action",
    "actions",
    "required action*",
    "immediate action*",
    "response action*",
    "what to do",
    "procedure",
    "typical response",
    "expected response",
    "notification",
    "notifications",
    "notify",
    "alerting",
    "paging",
    "pager",
    "paged",
    "who is paged",
    "who to notify",
  ],
  definition: [
    "definition",
    "description",
    "meaning",
    "impact",
    "what it means",
    "summary",
    "details",
    "what is it",
    "scope",
    "characteristics",
  ],
} as const;

/** What a response action is, by the verb it begins with. */
export const ACTION_VERBS = {
  page: ["page", "call", "wake", "wake up", "ring", "phone"],
  notify: [
    "notify",
    "inform",
    "tell",
    "alert",
    "engage",
    "involve",
    "activate",
    "assemble",
    "bring in",
    "pull in",
    "contact",
    "escalate to",
    "email",
    "message",
    "update",
    "brief",
    "loop in",
  ],
  ticket: ["create", "open", "file", "log", "raise", "submit"],
  assign: ["assign"],
  monitor: ["monitor", "watch", "observe", "keep an eye on"],
  schedule: ["schedule", "plan", "prioriti*", "add to backlog", "add to the backlog", "queue"],
};
/** The same where the verb stands at the end, after whom it is about. */
export const ACTION_VERBS_LAST = {
  page: [],
  notify: [],
  ticket: [],
  assign: [],
  monitor: [],
  schedule: [],
};
/** Labels and columns below which whoever is named is paged, or told. */
export const ASKING_LABELS = {
  page: ["page", "pages", "paged", "paging", "pager", "who is paged"],
  notify: [
    "notification*",
    "notify",
    "notified",
    "inform",
    "informed",
    "alert the*",
    "communication*",
    "comms",
  ],
} as const;
/** Between two actions of one line. */
export const ACTION_JOINTS = ["and", "then"] as const;
/** Of the verbs of `notify`, those that ask the role to take part. */
export const ENGAGE_VERBS = [
  "engage",
  "involve",
  "activate",
  "assemble",
  "bring in",
  "pull in",
  "loop in",
] as const;
/** What may stand before the verb. */
export const VERB_PREFIXES = [
  "immediately",
  "automatically",
  "also",
  "please",
  "then",
  "must",
  "if needed",
  "always",
] as const;

/** What a response action is, by the things it names. */
export const ALL_HANDS_WORDS = [
  "all hands",
  "everyone",
  "everybody",
  "entire team",
  "whole team",
] as const;
export const STATUS_PAGE_WORDS = [
  "status page",
  "statuspage",
  "public status",
  "public notification",
  "public announcement",
] as const;
export const TICKET_WORDS = ["ticket", "tickets", "issue", "jira", "bug report"] as const;
/** Of them, those that speak of a ticket without a verb. */
export const TICKET_NOUN_WORDS = ["ticket", "tickets", "jira"] as const;
/** Of a message without a verb: "Slack notification", "team lead notified". */
export const NOTIFY_NOUN_WORDS = [
  "notification",
  "notifications",
  "notified",
  "informed",
  "slack",
] as const;
export const PAGE_NOUN_WORDS = [
  "page to",
  "page sent to",
  "paged",
  "pagerduty",
  "opsgenie",
  "phone call",
] as const;
/** Of watching without a verb, as the whole of it: "ticket + monitoring". */
export const MONITOR_NOUNS = ["monitoring"] as const;
export const BACKLOG_WORDS = ["next sprint", "next release", "backlog"] as const;

/** Words that end the name of whom an action is about: "Page the database owner via Slack". */
export const ROLE_ENDS = [
  "immediately",
  "now",
  "right away",
  "at once",
  "asap",
  "as soon as",
  "within",
  "via",
  "in",
  "by",
  "through",
  "using",
  "until",
  "during",
  "after",
  "before",
  "about",
  "with",
  "every",
  "from",
  "so",
  "who",
  "which",
] as const;
export const ARTICLES = ["the", "a", "an", "your", "our", "all", "any", "to", "up"] as const;
/** Words that begin a condition: "customers if needed". */
export const CONDITION_WORDS = [
  "if",
  "when",
  "unless",
  "where",
  "in case of",
  "as needed",
  "as required",
  "as appropriate",
  "optional",
  "optionally",
  "depending on",
] as const;
/** A role that names nobody in particular. */
export const VAGUE_ROLES = [
  "appropriate*",
  "relevant",
  "responsible",
  "correct",
  "right",
  "affected",
  "owner of*",
  "respective",
  "someone",
  "somebody",
  "war room",
  "bridge",
  "channel",
] as const;

/** Groups of people who are told, and do not respond. */
export const AUDIENCE_WORDS = [
  "stakeholder*",
  "customer*",
  "client*",
  "user*",
  "public",
  "press",
  "media",
  "partner*",
  "vendor*",
  "regulator*",
  "management",
  "leadership",
  "executive*",
  "exec*",
  "board",
  "legal",
  "marketing",
  "sales",
  "hr",
  "pr",
  "staff",
  "employees",
  "company",
  "organization",
  "organisation",
  "team",
  "teams",
  "support",
] as const;
/** Audiences that only announce the list of them: "stakeholders (CTO, customers)". */
export const COLLECTIVE_AUDIENCES = ["stakeholder*", "audience*", "parties", "people"] as const;

/** Words of which a role has at least one: "On-Call Engineer", "CTO", "Head of Support". */
export const ROLE_WORDS = [
  "engineer*",
  "on call",
  "oncall",
  "commander",
  "ic",
  "lead",
  "leader",
  "manager",
  "director",
  "head",
  "vp",
  "vice president",
  "president",
  "chief",
  "officer",
  "cto",
  "ceo",
  "ciso",
  "cio",
  "coo",
  "sre",
  "sres",
  "team",
  "responder*",
  "primary",
  "secondary",
  "backup",
  "owner*",
  "admin*",
  "dba",
  "dbas",
  "desk",
  "executive*",
  "counsel",
  "founder*",
  "principal",
  "tech",
  "developer*",
  "architect*",
  "specialist*",
  "expert*",
  "liaison",
  "scribe",
  "deputy",
  "analyst*",
  "operator*",
  "support",
  "management",
  "leadership",
  "duty",
  "supervisor",
  "coordinator",
  "maintainer*",
] as const;
/** Departments and offices that are reached without a word of a role, where the whole text is one: "Legal / Compliance". */
export const DEPARTMENTS = [
  "legal",
  "compliance",
  "dpo",
  "data protection officer",
  "law enforcement",
  "sponsor",
  "sponsors",
  "project sponsors",
  "executive sponsor",
  "board",
  "board of directors",
  "external support",
  "human resources",
  "hr",
  "public relations",
  "pr",
] as const;
/** "Low-urgency page": told, without being woken. */
export const LOW_URGENCY_WORDS = ["low urgency", "low priority"] as const;
/** An action that begins so asks for nothing to be done. */
export const NEGATIONS = ["no", "not", "do not", "dont", "never", "avoid", "without"] as const;

/** What a heading or a label says when it tells who is paged after whom. */
export const ESCALATION_TOPICS = [
  "escalat*",
  "call tree",
  "calling tree",
  "phone tree",
  "contact chain",
  "call chain",
  "call order",
  "paging order",
  "chain of command",
] as const;
/** Words of a document's title that say it is about more than one thing. */
export const WIDE_TITLES = ["and", "guide", "on call", "oncall", "incident*", "handbook"] as const;
/** Headings and labels of reasons to escalate, and of addresses: no order of people. */
export const ESCALATION_OTHERS = [
  "when to",
  "criteria",
  "trigger*",
  "contact*",
  "template*",
  "reason*",
  "condition*",
  "avoid*",
] as const;
/** Titles of columns and labels, among a severity's other facts, that say who comes in what order. */
export const RESPONDER_TITLES = [
  "escalat*",
  "who responds",
  "responder",
  "responders",
  "who is paged",
  "page",
  "pages",
  "engaged",
] as const;
/** Words that say that something is to be done at once, which is no length of time. */
export const AT_ONCE_WORDS = [
  "immediate*",
  "at once",
  "instant*",
  "right away",
  "asap",
  "t 0",
] as const;
/** Words before the number of a step: "Level 2 (15-30 min): …". */
export const STEP_WORDS = ["level", "step", "tier", "stage", "line", "lvl", "l", "t"] as const;
/** Words beside severities in a remark that only says for which of them a step is: "SEV1 incidents only". */
export const LEVEL_REMARK_WORDS = [
  "only",
  "for",
  "on",
  "in",
  "all",
  "case",
  "cases",
  "incident",
  "incidents",
  "outage",
  "outages",
  "severity",
  "level",
  "levels",
] as const;
/** After a severity: those that are worse are meant too. */
export const WORSE_WORDS = ["above", "higher", "worse", "up"] as const;
/** What stands where nobody is asked: "Escalation: none". */
export const NOBODY_WORDS = [
  "none",
  "nobody",
  "no one",
  "no escalation",
  "best effort",
  "not required",
  "not needed",
  "not applicable",
  "n a",
] as const;
/** Titles of a column, between those of people, that says how long one waits before the next one is reached. */
export const WAIT_COLUMNS = ["escalate after", "escalates after", "escalate if", "after"] as const;
/** Before those who are not asked: "on-call only, no manager". */
export const NEGATED_STARTS = ["no", "not", "without"] as const;
/** Keys of a step in an escalation policy that is written as YAML. */
export const ESCALATION_KEYS = {
  role: ["target*", "role", "notify", "who", "contact*", "page", "recipient*", "team", "assignee"],
  time: ["delay*", "after*", "wait*", "time", "at"],
} as const;
/** Columns of an escalation table. */
export const ESCALATION_COLUMNS = {
  step: ["level", "step", "tier", "stage", "order", "escalation level"],
  time: [
    "after",
    "elapsed time",
    "time elapsed",
    "escalate after",
    "when",
    "trigger",
    "timeline",
    "time limit",
    "time",
    "timeframe",
    "time frame",
    "elapsed",
    "timing",
    "duration",
    "delay",
    "window",
    "response time",
  ],
  role: [
    "role",
    "who",
    "contact",
    "escalate to",
    "escalation",
    "responder",
    "notify",
    "person",
    "owner",
    "team",
    "escalation contact",
    "escalated to",
    "action",
  ],
} as const;
/** What a box that tells people something is called. */
export const STAKEHOLDER_WORDS = [
  "stakeholder*",
  "communicat*",
  "notif*",
  "inform",
  "audience*",
] as const;
/** A mark in a cell that says yes. */
export const YES_MARKS = ["x", "yes", "y", "✓", "✔", "✅", "☑", "●", "•"] as const;

/** Verbs before a role in an escalation. Words that may also begin a role's name ("Watch Lead") are not among them. */
export const PERSON_VERBS = [
  "escalate to",
  "escalates to",
  "escalated to",
  "escalate",
  "page",
  "pages",
  "notifies",
  "notify",
  "inform",
  "tell",
  "engage",
  "involve",
  "contact",
  "call",
  "wake up",
  "wake",
  "bring in",
  "pull in",
  "loop in",
] as const;

/** Last words of a step that is something to do: "Level 2: On-call response" names nobody. */
export const ACTIVITY_NOUNS = [
  "response",
  "recovery",
  "escalation",
  "resolution",
  "investigation",
  "triage",
  "mitigation",
  "remediation",
  "notification",
  "assessment",
  "review",
] as const;
/** Labels of those whom a step of an escalation reaches. */
export const WHO_LABELS = ["who", "role", "responder*", "owner", "escalate to", "notify"] as const;

/** Before whom a message without a verb is for: "page to the duty officer". */
export const TOLD_LEADS = ["to"] as const;

/** What is sent to a role in an escalation: "notification to the duty officer". */
export const TELLING_NOUNS = ["notification", "page", "alert", "call", "escalation"] as const;

/** Words in the name of a measure that say its amount is the least or the most allowed. */
export const LOWER_BOUND_WORDS = ["min", "minimum", "at least"] as const;
export const UPPER_BOUND_WORDS = ["max", "maximum", "limit", "at most"] as const;
/** What a heading or a label says above a list of things to tick, boxes or none. */
export const CHECKLIST_TOPICS = [
  "checklist*",
  "check list*",
  "sign off",
  "exit criteria",
  "completion criteria",
] as const;
/** The same where only boxes make it one. */
export const TO_DO_TOPICS = ["to do", "todo*"] as const;
/** Above a list of questions to answer. */
export const QUESTION_TOPICS = ["question", "questions"] as const;
/** A question that begins so wants words for an answer; another one a yes or a no. */
export const OPEN_QUESTION_WORDS = [
  "what",
  "which",
  "who",
  "whom",
  "whose",
  "when",
  "where",
  "why",
  "how",
] as const;

/** Words that say where a message goes: a log's "message" and a "notification" of a program are none. */
export const CHANNEL_PHRASES = [
  "communicat*",
  "comms",
  "announce*",
  "message template*",
  "status page*",
  "statuspage*",
  "status update*",
  "update template*",
  "incident update*",
  "stakeholder update*",
  "customer update*",
  "customer notification*",
  "slack",
  "email*",
  "e mail*",
  "press",
  "wording*",
] as const;
/** Words of a heading below which Markdown is a message. */
export const COMMUNICATION_PHRASES = [
  ...CHANNEL_PHRASES,
  "message*",
  "messaging",
  "notif*",
  "update",
  "updates",
  "bulletin*",
  "notice*",
  "disclosure*",
  "advisory",
  "advisories",
] as const;
/** Verbs of a label that asks to put what follows into a channel. */
export const POST_VERBS = ["post", "send", "share", "paste"] as const;
export const TEMPLATE_PHRASES = ["template*"] as const;
/** Templates of something that is kept, and not sent. */
export const OTHER_TEMPLATES = [
  "postmortem*",
  "post mortem*",
  "report*",
  "review*",
  "runbook*",
  "ticket*",
  "timeline",
  "checklist*",
  "log",
  "logs",
] as const;
/** Among messages, a report that is the first of them. */
export const FIRST_NEWS = ["initial", "first", "preliminary"] as const;
/** A quotation that begins so is a remark. */
export const REMARK_WORDS = [
  "note",
  "tip",
  "important",
  "warning",
  "caution",
  "info",
  "example only",
  "remember",
] as const;

/** Labels that say how somebody is reached, and not who. */
export const ADDRESS_LABELS = ["contact", "email", "e mail", "phone", "telephone", "tel"] as const;
/** Labels of places to talk, which are nobody to be reached. */
export const CHAT_LABELS = [
  "slack",
  "teams",
  "chat",
  "discord",
  "channel",
  "channels",
  "room",
] as const;
/** Titles of a column of cases beside the severity that each has. */
export const CASE_COLUMNS = ["scenario*", "example*", "situation*", "incident type*"] as const;
/** Words of the names of those outside who help. */
export const VENDOR_WORDS = [
  "vendor",
  "provider",
  "partner",
  "registrar",
  "insurer",
  "insurance",
] as const;
/** Labels of those who wrote a text, and are not to be called about an incident. */
export const AUTHOR_LABELS = [
  "author*",
  "written by",
  "reviewed by",
  "reviewer*",
  "approved by",
  "approver*",
  "created by",
  "updated by",
  "last updated",
  "commit*",
] as const;

/** What a document about the response to any incident is called. */
export const GENERAL_INCIDENT_TOPICS = ["incident*", "emergenc*", "crisis"] as const;
/** What a document about incidents, or about one kind of them, is called. */
export const INCIDENT_TOPICS = [
  ...GENERAL_INCIDENT_TOPICS,
  "outage*",
  "breach*",
  "disaster*",
  "on call",
  "oncall",
] as const;
/** Labels of what a playbook says of itself, as whole labels. */
export const HEADER_LABELS = {
  version: ["version", "document version", "playbook version", "revision", "doc version"],
  lastUpdated: [
    "last updated",
    "last update",
    "updated",
    "last modified",
    "last revised",
    "last reviewed",
    "last change",
    "lastmod",
  ],
} as const;
/** Labels of the telephone number of whoever is on call. */
export const ON_CALL_PHONE_LABELS = [
  "on call",
  "oncall",
  "24 7",
  "hotline",
  "emergency phone",
  "incident phone",
  "emergency number",
] as const;

/** Headings of the list of what a responder must be able to get into. */
export const ACCESS_TOPICS = [
  "required access",
  "access required",
  "access requirement*",
  "access needed",
  "access checklist",
  "access credentials",
  "access and credentials",
  "access and permissions",
  "access and tools",
  "access tools",
  "tools and access",
  "system access",
  "tool access",
  "tooling access",
  "tools access",
  "account access",
  "accounts and access",
  "access setup",
  "required accounts",
  "emergency access",
  "on call access",
  "prerequisite access",
  "required permission*",
  "permissions required",
  "required credentials",
  "credentials needed",
] as const;
/** What the label above a list of accesses ends with: "Check that the new one has access to". */
export const ACCESS_LABEL_ENDS = ["access to", "access to the following"] as const;
/** Labels of the same below a heading about those on duty; elsewhere tools are programs. */
export const TOOL_TOPICS = ["required tools", "required tooling"] as const;
export const DUTY_TOPICS = ["on call", "oncall", "on duty", "onboarding", "shift"] as const;
/** A heading that is only this word means the same. */
export const ACCESS_TITLES = ["access"] as const;
/** Headings of what must be there before anything is begun; what asks for access there is access. */
export const PREREQUISITE_TOPICS = [
  "prerequisite*",
  "pre requisite*",
  "requirements",
  "before you start",
  "before you begin",
  "what you need",
] as const;
export const ACCESS_WORDS = [
  "access",
  "permission*",
  "credential*",
  "login",
  "logged in",
  "privilege*",
  "admin rights",
  "vpn",
] as const;
/** Headings of lists of links and of other documents. */
export const LINK_TOPICS = [
  "quick link*",
  "link",
  "links",
  "useful link*",
  "important link*",
  "dashboards",
  "resources",
  "bookmarks",
] as const;
export const RELATED_TOPICS = [
  "related",
  "see also",
  "further reading",
  "additional reading",
  "additional information",
  "more information",
  "read more",
  "learn more",
  "references",
  "reference",
  "external references",
  "reference documents",
  "documentation links",
  "documentation",
  "sources",
] as const;
/** Titles of columns that hold addresses. */
export const LINK_COLUMNS = ["link", "links", "url", "urls", "dashboard", "dashboards"] as const;
