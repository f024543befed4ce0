/** German words of sentences that promise a time, or only speak of one. */

export const CLOCK_WORDS = {
  response: [
    "reagieren",
    "reagiert",
    "reaktion",
    "reaktionszeit",
    "antworten",
    "beantwortet",
    "bestätigen",
    "bestätigt",
    "quittieren",
    "quittiert",
    "angenommen",
  ],
  resolution: ["beheben", "behoben", "behebung", "gelöst", "lösung", "wiederhergestellt"],
  communication: [
    "aktualisierung",
    "aktualisierungen",
    "aktualisiert",
    "informieren",
    "informiert",
    "statusmeldung",
    "statusmeldungen",
  ],
};
export const LIMIT_WORDS = ["innerhalb von", "innerhalb", "binnen", "alle", "spätestens nach"];
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
  "nachbetrachtung*",
  "beispiel*",
  "z b",
  "zuletzt",
  "vergangenen",
  "wurde",
  "wurden",
];
export const AT_ONCE_WORDS = ["sofort", "unverzüglich", "umgehend"];
