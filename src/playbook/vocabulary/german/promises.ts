/** German words of sentences that promise a time, or only speak of one. */

export const PROMISE_WORDS = {
  communication: [
    "aktualisier*",
    "informier*",
    "benachricht*",
    "meldung*",
    "statusmeldung*",
    "kommunikat*",
  ],
  response: [
    "reagier*",
    "reaktion*",
    "bestätig*",
    "quittier*",
    "rückmeldung",
    "antworten",
    "beantwortet",
    "angenommen",
  ],
  resolution: ["beheb*", "behob*", "gelöst", "lösung*", "wiederherstell*", "entstör*"],
};
export const PROMISE_TOPICS = [
  "kommunikation*",
  "benachrichtigung*",
  "aktualisierung*",
  "reaktionszeit*",
  "bereitschaft*",
  "rufbereitschaft*",
  "erreichbarkeit",
];
export const RECOVERY_LABELS = ["wiederanlaufzeit", "wiederherstellungszeit"];
export const PROMISE_ENDS = [
  "innerhalb von",
  "innerhalb",
  "binnen",
  "spätestens nach",
  "nach spätestens",
  "in weniger als",
];
export const REVIEW_WORDS = ["nachbetrachtung*", "nachbereitung*"];
export const NO_PROMISE_WORDS = [
  "wenn",
  "falls",
  "sofern",
  "nicht",
  "kein",
  "keine",
  "ohne",
  "nach ablauf",
  "sobald",
  "bis zur",
  "eskal*",
  "beispiel*",
  "z b",
  "zuletzt",
  "vergangenen",
  "wurde",
  "wurden",
];
