/** German words that tell a postmortem's template from other text, and by when it is wanted. */

export const POSTMORTEM_PHRASES = [
  "nachbetrachtung*",
  "nachanalyse*",
  "nachbesprechung*",
  "vorfallbericht*",
  "störungsbericht*",
  "abschlussbericht*",
  "ursachenanalyse*",
];
export const SECTION_PHRASES = [
  "zusammenfassung",
  "zeitverlauf",
  "zeitlicher ablauf",
  "zeitleiste",
  "chronologie",
  "auswirkung*",
  "ursache*",
  "auslöser",
  "was ist passiert",
  "was geschah",
  "erkennung",
  "behebung",
  "maßnahme*",
  "nächste schritte",
  "lehren",
  "erkenntnisse",
  "was lief gut",
  "was gut lief",
  "was lief schlecht",
  "was schlecht lief",
  "was wir gelernt",
];
export const DUE_LEADS = ["innerhalb von", "innerhalb", "binnen", "spätestens", "spätestens nach"];
export const DUE_AFTER = ["nach"];
export const INCIDENT_ENDS = [
  "dem vorfall",
  "der störung",
  "der behebung",
  "der lösung",
  "dem ende",
  "dem abschluss",
];
export const DUE_IN: readonly string[] = [];
export const DUE_UNITS = ["stunden", "tagen", "werktagen", "arbeitstagen", "wochen", "woche"];
export const DUE_NOT_BEFORE: readonly string[] = [];
export const DEADLINE_LABELS = ["frist", "fällig", "termin", "zieltermin"];
export const POSTMORTEM_STEMS = [
  "nach",
  "bericht",
  "ursachen",
  "vorfallbericht",
  "störungsbericht",
];
export const POSTMORTEM_WORK = [
  "anzusetzen",
  "angesetzt",
  "ansetzen",
  "schreiben",
  "geschrieben",
  "veröffentlich*",
  "fertig*",
  "abgeschlossen",
  "durchführen",
  "durchgeführt",
  "vorliegen",
  "liegt vor",
  "findet",
  "termin",
];
export const OTHER_WORK = ["maßnahme*", "aufgabe*"];
export const GENERIC_WORDS: ReadonlySet<string> = new Set([
  "der",
  "die",
  "das",
  "des",
  "zu",
  "zur",
  "zum",
  "nachbetrachtung",
  "nachanalyse",
  "nachbesprechung",
  "bericht",
  "vorfallbericht",
  "störungsbericht",
  "abschlussbericht",
  "vorfall",
  "vorfalls",
  "störung",
  "vorlage",
  "titel",
  "datum",
  "nummer",
  "kurzbeschreibung",
  "schweregrad",
]);
export const FIELD_COLUMNS = ["feld", "merkmal", "angabe", "eigenschaft"];
export const VALUE_COLUMNS = ["wert", "beschreibung", "antwort", "inhalt"];
export const POSTMORTEM_ONLY = ["zeitverlauf", "zeitleiste", "chronologie", "lehren"];
export const INCIDENT_NOUNS = ["vorfall*", "störung*"];
