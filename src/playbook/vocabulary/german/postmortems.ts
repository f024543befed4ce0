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
/** Under a heading of postmortems, before the time until which they are wanted. */
export const POSTMORTEM_WANTED = ["erforderlich", "fällig"];
/** Of that, what is done with others at a table, and what leaves something to read. */
export const POSTMORTEM_MEETINGS = ["anzusetzen", "angesetzt", "ansetzen", "termin", "findet"];
export const POSTMORTEM_WRITING = [
  "schreiben",
  "geschrieben",
  "veröffentlich*",
  "fertig*",
  "abgeschlossen",
];
/** Headings below the one of postmortems that say only when. */
export const DUE_HEADINGS = ["frist*", "zeitplan", "termine"];
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
