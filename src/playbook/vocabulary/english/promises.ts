/** Words of sentences that promise a time, or only speak of one. */

/** By clock: what a sentence says of an incident when it promises how long something takes at most. */
export const CLOCK_WORDS = {
  response: [
    "respond",
    "responded",
    "response",
    "response time",
    "answer",
    "answered",
    "acknowledge",
    "acknowledged",
    "acknowledgement",
    "acknowledgment",
    "picked up",
  ],
  resolution: ["resolve", "resolved", "resolution", "fixed", "restored"],
  communication: ["update", "updates", "updated", "communicate", "communicated"],
} as const;

/** "within 5 minutes", "every 30 minutes": the time is a limit. */
export const LIMIT_WORDS = [
  "within",
  "every",
  "in under",
  "in less than",
  "no later than",
] as const;

/** A sentence with one of these says when something else happens, not what is promised. */
export const NO_PROMISE_WORDS = [
  "if",
  "unless",
  "not",
  "no",
  "without",
  "cannot",
  "after",
  "until",
  "when",
  "once",
  "escalat*",
  "review*",
  "postmortem*",
  "post mortem*",
  "retrospective*",
  "example*",
  "e g",
  "last",
  "past",
  "previous",
  "was",
  "were",
  "used to",
] as const;

/** A response time that is no length of time. */
export const AT_ONCE_WORDS = ["immediate", "immediately", "at once", "right away", "asap"] as const;
