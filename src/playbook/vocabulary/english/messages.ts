/** Words of messages and of answers. */

/** Channels by their names, the most telling words first; what matches first names the channel. */
export const CHANNEL_WORDS = {
  "status-page": ["status page*", "statuspage*", "public status"],
  slack: ["slack*"],
  teams: ["ms teams", "microsoft teams", "teams channel"],
  mattermost: ["mattermost"],
  discord: ["discord"],
  email: ["email*", "e mail*", "mail", "newsletter"],
  sms: ["sms", "text message*"],
  social: ["twitter", "tweet*", "social media", "mastodon", "linkedin"],
  internal: ["internal*", "team", "leadership", "executive*", "management", "stakeholder*"],
  external: ["external*", "customer*", "public", "user*", "client*", "press"],
};

/** States of an incident on a status page, each by the English word for it. */
export const STATES: Readonly<Record<string, string>> = {
  investigating: "investigating",
  identified: "identified",
  monitoring: "monitoring",
  resolved: "resolved",
  scheduled: "scheduled",
  "in progress": "in progress",
  verifying: "verifying",
  completed: "completed",
  update: "update",
};
/** The line of a mail that says what it is about. */
export const SUBJECT_LABELS = ["subject"];

/** Answers that say how it is: the first kind expects the item, the second its contrary. */
export const YES_WORDS = ["true", "yes", "done"];
export const NO_WORDS = ["false", "no"];
/** Answers of which one is to be chosen: "yes/no". */
export const CHOICE_WORDS = ["yes", "y", "no", "n", "true", "false", "n/a", "unknown"];
/** Words of an item's name that judge what is measured and do not name it: "error rate normal". */
export const JUDGEMENTS = [
  "is",
  "are",
  "normal",
  "acceptable",
  "ok",
  "okay",
  "healthy",
  "good",
  "fine",
  "stable",
  "low",
  "green",
  "nominal",
  "within",
  "limit",
  "limits",
  "range",
  "target",
  "recovered",
];
/** An entry of a rota that names nobody yet. */
export const NOBODY_WORDS = ["none", "nobody", "vacant", "open", "unassigned", "unfilled"];
