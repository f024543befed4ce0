/** German titles of the columns of tables. */

export const START_COLUMNS = [
  "woche",
  "wochen",
  "kalenderwoche",
  "kw",
  "datum",
  "beginn",
  "start",
  "von",
  "ab",
  "zeitraum",
  "schicht",
];
export const END_COLUMNS = ["ende", "bis"];
export const REMARK_COLUMNS = [
  "bemerkung",
  "bemerkungen",
  "anmerkung",
  "anmerkungen",
  "hinweis",
  "hinweise",
  "notiz",
  "notizen",
  "uhrzeit",
  "zeiten",
  "stunden",
  "zeitzone",
  "telefon",
  "ereignis",
  "aufgabe",
  "aufgaben",
  "thema",
  "beschreibung",
  "dienst",
  "dienste",
  "bereich",
];
export const RANK_COLUMNS = [
  "bereitschaft",
  "rufbereitschaft",
  "hauptbereitschaft",
  "ersatzbereitschaft",
  "vertretung",
];
export const ROTATION_TOPICS = [
  "bereitschaft",
  "rufbereitschaft",
  "bereitschaftsplan",
  "rufbereitschaftsplan",
  "bereitschaftsdienst",
  "dienstplan",
  "schichtplan",
  "einsatzplan",
];
export const CONTACT_TOPICS = [
  "kontakt",
  "kontakte",
  "kontaktdaten",
  "kontaktliste",
  "ansprechpartner",
  "ansprechpartnerinnen",
  "ansprechpersonen",
  "telefonliste",
  "telefonnummern",
  "rufnummern",
  "notfallnummern",
];
export const PHONE_COLUMNS = [
  "telefon",
  "telefonnummer",
  "rufnummer",
  "mobil",
  "nummer",
  "handynummer",
  "mobilnummer",
];
export const EMAIL_COLUMNS: readonly string[] = ["mailadresse"];
export const STATUS_COLUMNS = ["statusseite"];
export const ROLE_COLUMNS = ["rolle", "rollen"];
export const NAME_COLUMNS = [
  ...ROLE_COLUMNS,
  "wer",
  "person",
  "funktion",
  "dienst",
  "anbieter",
  "dienstleister",
  "abteilung",
];
export const REASON_COLUMNS = ["wann", "warum", "grund", "anlass"];
export const CONTACT_COLUMNS = ["kontakt", "ansprechpartner", "ansprechperson"];
export const TICKED_COLUMNS = ["erledigt", "geprüft", "abgehakt"];
export const ITEM_COLUMNS = [
  "punkt",
  "aufgabe",
  "aufgaben",
  "prüfung",
  "prüfpunkt",
  "schritt",
  "maßnahme",
  "frage",
  "kriterium",
];
export const EXPECTED_COLUMNS = [
  "erwartet",
  "erwartung",
  "soll",
  "sollwert",
  "zielwert",
  "schwelle",
];
export const TIME_COLUMNS = ["zeit", "zeitpunkt", "zeitraum", "frist", "wann"];
export const CONDITION_COLUMNS = [
  "symptom",
  "symptome",
  "ursache",
  "ursachen",
  "fehler",
  "wenn",
  "bedingung",
  "problem",
  "probleme",
];
export const STATUS_PAGE_COLUMNS = ["statusseite*"];
