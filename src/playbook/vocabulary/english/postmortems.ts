/** What tells a postmortem's template from other text, and by when it is wanted. */

/** The names of a postmortem. */
export const POSTMORTEM_PHRASES = [
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

/** What its headings ask for. */
export const SECTION_PHRASES = [
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
/** Before a time that is the latest. */
export const DUE_LEADS = ["within", "no later than", "not later than", "in less than", "inside of"];
/** Between a time and the end of an incident, and what it may be called. */
export const DUE_AFTER = ["after", "following"];
export const INCIDENT_ENDS = ["incident", "resolution", "event", "outage"];
/** Before a time that is the latest where something is done with a postmortem, and units of such a time. */
export const DUE_IN = ["in"];
export const DUE_UNITS = ["hour", "hours", "h", "day", "days", "week", "weeks"];
/** After such a time, when it tells something else: "in 3 days of …". */
export const DUE_NOT_BEFORE = ["of"];
export const DEADLINE_LABELS = ["deadline", "due", "due date", "timeline", "sla"];
/** How the names of a postmortem begin. */
export const POSTMORTEM_STEMS = ["post", "retro", "review", "report", "action", "rca", "root"];
/** What is done with a postmortem, under a heading that names it. */
export const POSTMORTEM_WORK = [
  "schedul*",
  "hold",
  "held",
  "publish*",
  "complet*",
  "writ*",
  "draft*",
  "due",
  "meeting",
  "conduct*",
  "finish*",
  "document",
];
/** Under a heading of postmortems, before the time until which they are wanted. */
export const POSTMORTEM_WANTED = ["require*", "due"];
/** Of that, what is done with others at a table, and what leaves something to read. */
export const POSTMORTEM_MEETINGS = ["schedul*", "hold", "held", "meeting*"];
export const POSTMORTEM_WRITING = [
  "publish*",
  "complet*",
  "writ*",
  "draft*",
  "finish*",
  "document",
];
/** Headings below the one of postmortems that say only when. */
export const DUE_HEADINGS = ["timeline", "timing", "deadline*", "cadence", "schedule"];
/** Other things that are due, and no sooner than this is a postmortem. */
export const OTHER_WORK = ["action item*", "follow up*", "ticket*"];
/** Words of a title that name no incident of its own. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set([
  "a",
  "an",
  "the",
  "of",
  "for",
  "on",
  "in",
  "and",
  "or",
  "incident",
  "incidents",
  "postmortem",
  "post",
  "mortem",
  "report",
  "review",
  "template",
  "title",
  "name",
  "date",
  "number",
  "id",
  "retrospective",
  "rca",
  "root",
  "cause",
  "analysis",
  "after",
  "action",
  "summary",
  "severity",
  "learning",
  "blameless",
  "outage",
  "event",
  "major",
  "short",
  "brief",
  "description",
  "yyyy",
  "mm",
  "dd",
  "sev",
  "p",
]);
/** Titles of the two columns of a table of values to fill in: "Field | Value". */
export const FIELD_COLUMNS = [
  "field",
  "fields",
  "item",
  "items",
  "metric",
  "metrics",
  "attribute",
  "attributes",
  "key",
  "keys",
  "property",
  "properties",
  "detail",
  "details",
];
export const VALUE_COLUMNS = [
  "value",
  "values",
  "detail",
  "details",
  "description",
  "descriptions",
  "answer",
  "answers",
];
/** Headings that a postmortem has and the page of an alert has not. */
export const POSTMORTEM_ONLY = ["timeline", "action items", "lessons*"];
export const INCIDENT_NOUNS = ["incident*"];
