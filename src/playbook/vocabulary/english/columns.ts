/** Titles of the columns of tables, beside those of severities and escalations. */

/** Of a rotation: the columns of a shift's start and of its end, as the first words of the title. */
export const START_COLUMNS = [
  "week",
  "weeks",
  "date",
  "dates",
  "start",
  "starts",
  "starting",
  "from",
  "begin",
  "begins",
  "beginning",
  "period",
  "shift",
  "day",
  "days",
  "w c",
  "w b",
];
export const END_COLUMNS = ["end", "ends", "ending", "to", "until", "till", "through", "thru"];
/** Columns that say something about a shift and name nobody. */
export const REMARK_COLUMNS = [
  "note",
  "notes",
  "comment",
  "comments",
  "remark",
  "remarks",
  "hours",
  "timezone",
  "time zone",
  "phone",
  "email",
  "e mail",
  "status",
  "event",
  "events",
  "action",
  "actions",
  "task",
  "tasks",
  "topic",
  "topics",
  "description",
  "link",
  "team",
  "teams",
  "service",
  "services",
  "area",
  "areas",
  "region",
  "regions",
];
/** Titles that make a table of dates a rotation even where the heading does not say so. */
export const RANK_COLUMNS = [
  "primary",
  "secondary",
  "backup",
  "back up",
  "oncall",
  "on call",
  "standby",
];
export const ROTATION_TOPICS = [
  "oncall",
  "on call",
  "rotation",
  "rotations",
  "rota",
  "roster",
  "pagerduty",
  "pager duty",
  "duty",
  "standby",
];

/** Headings and labels over people to be reached. */
export const CONTACT_TOPICS = [
  "contact",
  "contacts",
  "phone number",
  "phone numbers",
  "telephone number",
  "telephone numbers",
  "support number",
  "support numbers",
  "emergency number",
  "emergency numbers",
  "hotline",
  "hotlines",
  "who to call",
  "whom to call",
  "phone book",
  "phonebook",
  "phone list",
  "phonelist",
  "call list",
  "key personnel",
  "key people",
];
export const PHONE_COLUMNS = [
  "phone",
  "telephone",
  "tel",
  "mobile",
  "cell",
  "hotline",
  "pager",
  "number",
  "numbers",
];
export const EMAIL_COLUMNS = ["email", "emails", "e mail", "e mails"];
export const STATUS_COLUMNS = ["status"];
export const CONTACT_COLUMNS = ["contact", "contacts"];
/** Of a table of contacts: who somebody is, and (also without a heading about contacts) what they are. */
export const ROLE_COLUMNS = ["role", "roles"];
export const NAME_COLUMNS = [
  ...ROLE_COLUMNS,
  "name",
  "who",
  "person",
  "team",
  "vendor",
  "provider",
  "partner",
  "organisation",
  "organization",
  "department",
];
/** Titles that begin so tell in which case somebody is contacted. */
export const REASON_COLUMNS = ["when", "why", "reason", "reasons"];

/** Of a checklist: the column to be ticked (as its whole title), what is checked, and what is expected. */
export const TICKED_COLUMNS = ["done", "complete", "completed", "checked", "check", "ticked", "ok"];
export const ITEM_COLUMNS = [
  "item",
  "items",
  "task",
  "tasks",
  "check",
  "checks",
  "step",
  "steps",
  "action",
  "actions",
  "question",
  "questions",
  "what",
  "criterion",
  "criteria",
];
export const EXPECTED_COLUMNS = [
  "expect",
  "expected",
  "expectation",
  "target",
  "targets",
  "criterion",
  "criteria",
  "threshold",
  "pass",
  "passes",
  "should be",
];

/** Of a runbook's table: what is wrong, and the other columns beside it say what is done then. */
export const CONDITION_COLUMNS = [
  "symptom",
  "symptoms",
  "cause",
  "causes",
  "error",
  "errors",
  "if",
  "condition",
  "conditions",
  "when",
  "problem",
  "problems",
  "issue",
  "issues",
  "situation",
  "situations",
  "scenario",
  "scenarios",
  "failure",
  "failures",
  "finding",
  "findings",
  "observation",
  "signal",
  "you see",
];
/** Of a runbook's table: until when, or how soon, what stands beside it is done. */
export const TIME_COLUMNS = ["time", "timeline", "timeframe", "time frame", "deadline", "within"];
/** Of the columns called a status, those that hold nothing but a status page. */
export const STATUS_PAGE_COLUMNS = ["status page*", "statuspage*"];
