/** German words of the headings, labels and sentences of runbooks. */

export const TOPIC_PHRASES = {
  plainSteps: ["schritte"],
  causes: ["ursache", "ursachen", "häufige ursachen", "mögliche ursachen"],
  mitigation: [
    "abhilfe*",
    "behebung*",
    "beheben",
    "fehlerbehebung",
    "lösung*",
    "gegenmaßnahme*",
    "sofortmaßnahme*",
    "maßnahmen",
    "eindämmung*",
    "entstörung",
    "wiederherstell*",
    "was zu tun ist",
    "was tun",
    "umgehung*",
  ],
  diagnosis: [
    "diagnose*",
    "untersuch*",
    "fehlersuche",
    "analyse",
    "prüfung*",
    "prüfen",
    "erkennung",
    "erkennen",
    "bewertung",
  ],
  background: [
    "bedeutung",
    "auswirkung*",
    "symptom*",
    "anzeichen",
    "zusammenfassung",
    "überblick",
    "übersicht",
    "beschreibung",
    "hintergrund",
    "verweise",
    "siehe auch",
    "voraussetzung*",
    "hinweise",
    "hinweis",
    "vorbeugung",
    "schweregrad*",
    "begriffe",
    "kontakt*",
    "rolle",
    "rollen",
    "zuständigkeit*",
    "vorlage*",
    "schulung*",
    "weiterführend*",
  ],
  steps: ["schritt*", "vorgehen*", "anleitung*", "überprüf*"],
};
export const LATER_STARTS = [
  "vorbeugung",
  "vorbeugend",
  "vermeidung",
  "langfristige lösung",
  "lehren",
];
export const LATER_LABELS = ["ursache", "grundursache"];
export const TELLING_PHRASES = [
  "erkennung",
  "anzeichen",
  "symptom*",
  "ursache",
  "ursachen",
  "auswirkung*",
  "auslöser",
];
export const MANNER_STARTS = ["sei", "seid"];
export const READ_ON_PHRASES = [
  "siehe auch",
  "runbook",
  "playbook",
  "doku",
  "dokumentation",
  "details",
  "mehr dazu",
  "weitere informationen",
];
export const CHOICE_PHRASES = [
  "optionen",
  "alternativen",
  "möglichkeiten",
  "eine der folgenden",
  "einer der folgenden",
  "eines der folgenden",
  "entweder",
  "wahlweise",
  "zwei wege",
  "mehrere wege",
  "lösungen",
  "abhilfen",
];
export const CHOICE_STARTS = ["um", "dazu"];
export const CHOICE_ENDS = ["entweder"];
export const SHORT_THINGS: readonly string[] = [];
export const DEPENDING_PHRASES = ["hängt davon ab", "hängt von", "abhängig von", "je nach"];
export const FAULT_PHRASES = [
  "überschritten",
  "ungültig",
  "*ausfall",
  "ausgefallen",
  "fehler*",
  "voll",
  "leer",
  "langsam",
  "fehlt",
  "fehlen",
  "fehlgeschlagen",
  "abgelaufen",
  "beschädigt",
  "absturz",
  "abgestürzt",
  "stürzt",
  "stürzen",
  "speicherleck",
  "verloren",
  "verlust",
  "zeitüberschreitung",
  "nicht erreichbar",
  "unerreichbar",
  "hängt",
  "kaputt",
  "überlastet",
  "erschöpft",
  "zu viele",
  "zu wenig",
  "nicht *",
  "verweigert",
  "falsch",
];
export const TROUBLE_NOUNS = ["problem*", "störung*", "angriff*", "engpass*"];
export const NO_CASES = ["beispiel*"];
export const INTERFACE_PHRASES = ["konsole", "kommandozeile", "oberfläche", "weboberfläche"];
export const INTERFACE_LEADS = ["mit", "über", "per"];
export const LOOKING_NOUNS = ["zustand", "verlauf", "anzahl", "protokoll*", "ereignisse", "liste"];
export const QUESTION_STARTS = ["was", "warum", "wie", "wer", "wo", "wann", "welche"];
export const LOOKED_AT = ["status", "verlauf", "log", "logs", "ereignisse", "liste", "metriken"];
export const OPTIONAL_PHRASES = [
  "bei bedarf",
  "falls nötig",
  "wenn nötig",
  "falls erforderlich",
  "wenn erforderlich",
  "falls möglich",
  "wenn möglich",
  "falls gewünscht",
];
export const NO_CONDITIONS = ["nötig", "notwendig", "erforderlich", "möglich", "gewünscht"];
export const WAY_WORDS = ["abhilfe", "maßnahme", "möglichkeit", "variante"];
export const NUMBERED_WAY_WORDS = ["lösung", "weg", "ansatz"];
export const ALTERNATIVE_WORDS = ["alternativ"];
export const OR_WORDS = ["oder"];
export const NO_ALTERNATIVES = ["nicht"];
export const STEP_MARKS = ["schritt"];
export const REMEDY_LABELS = ["lösung", "abhilfe", "behebung", "gegenmaßnahme", "maßnahme"];
export const CONDITION_LEADS = ["wenn", "falls", "sofern", "im falle", "bei"];
export const CONDITION_CLAUSE_LEADS = ["wenn", "falls", "sofern"];
/** Before what may go wrong, and a comma and what is done then: "Bei einem Leck, …". */
export const EVENT_LEADS = ["bei"];
export const ITEM_CONDITION_LEADS: Readonly<Record<string, string>> = {
  wenn: "Wenn",
  falls: "Falls",
  sofern: "Sofern",
  "im falle": "Im Falle",
};
export const CONDITION_ENDS = ["dann"];
export const CASE_WORDS = ["fall", "ursache"];
export const OTHERWISE_WORDS = ["sonst", "andernfalls", "ansonsten"];
export const KIND_LEADS = ["für"];
export const NO_KINDS = [
  "mehr",
  "weitere",
  "details",
  "jede",
  "jeden",
  "jedes",
  "alle",
  "diese",
  "diesen",
  "dieses",
];
export const FORBIDDING_ENDS = ["nicht", "niemals", "nie"];
export const PREFERENCE_VERBS = ["wähle", "wählen sie"];
export const PREFERENCE_CASES = ["wenn"];
export const RUNBOOK_PREFIXES = ["anleitung", "handlungsanweisung", "störung", "szenario"];
export const RUNBOOK_SUFFIXES: readonly string[] = [];
export const DROPPED_PREFIXES = ["anleitung", "handlungsanweisung", "störung"];
export const STEPS_TITLES = ["schritte", "vorgehen", "maßnahmen", "was tun", "was zu tun ist"];
export const GENERIC_TITLES = ["überblick", "übersicht", "einleitung", "zusammenfassung"];
export const OUTPUT_NAMES = [
  "beispielausgabe",
  "erwartete ausgabe",
  "typische ausgabe",
  "ähnliche ausgabe",
  "erwartetes ergebnis",
  "erwartete antwort",
];
export const OUTPUT_WORDS = ["ausgabe"];
export const PERHAPS_OUTPUT_WORDS = ["ausgabe", "zeigt", "liefert", "sieht so aus", "beispiel"];
export const EXPECTED_STARTS = ["erwartet", "sollte", "muss"];
export const RUN_VERBS = ["führe", "ausführen"];
export const REFUSALS = [
  "niemals",
  "keinesfalls",
  "auf keinen fall",
  "nicht ausführen",
  "nicht verwenden",
];
export const ABBREVIATIONS = [
  "z. b",
  "z.b",
  "d. h",
  "d.h",
  "bzw",
  "usw",
  "ca",
  "ggf",
  "evtl",
  "vgl",
  "inkl",
  "nr",
];

export const FIRST_LOOK_TITLES = ["schnellprüfung", "zustandsprüfung", "erster blick"];
