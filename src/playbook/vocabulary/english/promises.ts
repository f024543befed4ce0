/** Words of sentences that promise a time, or only speak of one. */

/** What a time in a sentence is promised for. */
export const PROMISE_WORDS = {
  communication: ["update*", "communicat*", "message*", "notif*", "inform*", "status"],
  response: [
    "respon*",
    "acknowledg*",
    "ack",
    "answer*",
    "pick up",
    "picked up",
    "first reply",
    "join*",
  ],
  resolution: ["resol*", "fix*", "restor*", "mitigat*", "recover*"],
} as const;

/** Headings below which a sentence with a time promises it. */
export const PROMISE_TOPICS = [
  "communicat*",
  "comms",
  "update*",
  "messag*",
  "notif*",
  "sla",
  "slas",
  "response time*",
  "response target*",
  "response expectation*",
  "expectation*",
  "on call",
  "acknowledg*",
  "liaison*",
  "status page*",
  "scope*",
  "follow up*",
] as const;

/** Labels of the longest time until something works again. */
export const RECOVERY_LABELS = ["rto", "recovery time objective"] as const;

/** Before the latest moment of something. */
export const PROMISE_ENDS = ["within", "in less than", "in under", "no later than"] as const;

/** A sentence about what comes after an incident. */
export const REVIEW_WORDS = ["review*", "postmortem*", "post mortem*", "retrospective*"] as const;

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
  "example*",
  "e g",
  "last",
  "past",
  "previous",
  "was",
  "were",
  "used to",
] as const;
