/** The German words that tell the phases of an incident's response. */

export const PHASE_WORDS = ["abschnitt"];
export const WORKFLOW_TOPICS = [
  "ablauf",
  "vorfallbehandlung",
  "vorfallbearbeitung",
  "störungsbehandlung",
  "störungsbearbeitung",
  "störfallablauf",
  "notfallablauf",
  "behandlung von vorfällen",
  "behandlung von störungen",
  "vorgehen bei vorfällen",
  "vorgehen bei störungen",
  "vorgehen bei einer störung",
  "vorgehen bei einem vorfall",
  "vorgehen im störungsfall",
  "vorgehen im notfall",
  "vorfallprozess",
  "störungsprozess",
  "notfallprozess",
  "vorfallmanagement",
  "störungsmanagement",
  "umgang mit vorfällen",
  "umgang mit störungen",
  "phasen",
];
export const WORKFLOW_STOPS = [
  "vorlage*",
  "team",
  "rolle",
  "rollen",
  "kontakt*",
  "werkzeug*",
  "kennzahl*",
  "checkliste*",
  "prüfliste*",
  "schulung*",
  "übung*",
  "beispiel*",
  "matrix",
  "grundsätze",
  "szenarien",
  "überblick",
];
export const STAGES = {
  before: ["vorbereit*"],
  detection: ["erkenn*", "entdeck*"],
  triage: ["erstbewertung", "bewert*", "einschätz*"],
  response: ["alarmierung", "sofortmaßnahmen"],
  investigation: ["analyse", "untersuch*", "diagnose"],
  containment: ["eindämm*", "schadensbegrenzung"],
  mitigation: ["entstör*", "beheb*", "beseitig*"],
  communication: ["kommunikation"],
  recovery: ["wiederherstell*", "wiederanlauf"],
  verification: ["abschluss"],
  after: ["nachbereit*", "nachbetracht*", "nachsorge", "nach dem vorfall", "nach der störung"],
  during: ["während des vorfalls", "während der störung"],
};
export const AFTERWARDS = ["nachbereit*", "nachsorge", "nach dem vorfall", "nach der störung"];
export const MOMENTS = [
  "nach dem vorfall",
  "nach der störung",
  "während des vorfalls",
  "während der störung",
] as const;
export const TOPIC_STAGES = ["kommunikation"];
export const LESSONS: readonly string[] = [];
export const PHASE_FILLERS = [
  "und",
  "der",
  "die",
  "des",
  "vorfalls",
  "vorfällen",
  "störung",
  "störungen",
  "meldung",
  "maßnahmen",
];
export const PHASE_STOPS = [
  "vorlage*",
  "zeiten",
  "matrix",
  "team",
  "rolle",
  "rollen",
  "kontakt*",
  "kennzahl*",
  "werkzeug*",
  "stufe",
  "stufen",
  "ziele",
  "kanal",
  "kanäle",
  "richtlinie*",
  "grundsätze",
  "kriterien",
  "beispiel*",
  "regeln",
  "checkliste*",
  "prüfliste*",
];
export const RESPONSE_NOUNS = ["reaktion", "und", "oder"];
export const PHASE_COLUMNS = {
  name: ["abschnitt"],
  time: ["zeit", "wann", "zeitfenster", "zeitraum", "dauer"],
  actions: ["maßnahme*", "aufgabe*", "schritt*", "tätigkeit*", "was zu tun ist", "aktion*"],
};
export const PHASE_LISTS = {
  sources: ["quelle*", "auslöser", "signale", "eingang", "erkannt durch"],
  objectives: ["ziel", "ziele", "zweck", "ergebnis*"],
  actions: ["maßnahme*", "schritt*", "aufgabe*", "aktion*", "tätigkeit*", "was zu tun ist"],
};
export const PHASE_WINDOW_LABELS = ["zeit", "zeitfenster", "zeitraum", "zeitrahmen", "dauer"];
export const MOMENT_JOINTS = ["nach", "ab"];
export const LATER_MOMENTS = ["eindämmung", "behebung", "wiederherstellung", "abschluss"];
export const PHASE_PARTS_BESIDE = [
  "vorlage*",
  "beispiel*",
  "rolle",
  "rollen",
  "zuständigkeit*",
  "kontakt*",
  "tagesordnung",
  "frage*",
  "kriterien",
  "grundsätze",
  "tipps",
  "matrix",
  "werkzeug*",
  "kennzahl*",
];
export const DEED_NOUNS = [
  "analyse",
  "bewertung",
  "benachrichtigung",
  "besprechung",
  "dokumentation",
  "eindämmung",
  "information",
  "nachbesprechung",
  "prüfung",
  "sicherung",
  "ursachenanalyse",
  "wiederherstellung",
];

/** Of an action: words that say what shows that it is done. The first that is mentioned counts. */
export const STEP_FACTS = {
  acknowledged: ["quittieren", "quittiere", "bestätige den alarm", "alarm bestätigen"],
  commander: [
    "einsatzleiter bestimmen",
    "einsatzleiter benennen",
    "einsatzleitung bestimmen",
    "einsatzleitung übernehmen",
    "incident commander bestimmen",
    "incident commander benennen",
  ],
  severity: ["schweregrad bestimmen", "schweregrad festlegen", "schweregrad prüfen"],
  update: [
    "stakeholder informieren",
    "stakeholder benachrichtigen",
    "update senden",
    "statusmeldung senden",
  ],
  "public-update": ["statusseite aktualisieren", "kunden informieren", "kunden benachrichtigen"],
};
