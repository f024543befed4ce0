/** German words that tell a procedure by its headings, and what is none. */

import { INCIDENT_TOPICS, ROLE_WORDS } from "./general.ts";

export const STEP_PHRASES = [
  "schritt",
  "schritte",
  "vorgehen",
  "vorgehensweise",
  "anleitung*",
  "was zu tun ist",
  "was tun",
  "sofortmaßnahme*",
  "maßnahmen",
  "ablauf",
];
export const RESPONSE_STARTS = ["erste reaktion", "erstreaktion"];
export const RESPONSE_TOPICS = [
  ...INCIDENT_TOPICS,
  "angriff*",
  "schadsoftware",
  "datenverlust",
  "fehlersuche",
  "fehlerbehebung",
];
export const COLLECTION_PHRASES = ["anleitungen", "szenarien", "handlungsanweisungen"];
export const PROBLEM_COLLECTIONS = [
  "häufige störungen",
  "häufige vorfälle",
  "häufige ausfälle",
  "störungsszenarien",
  "handlungsanweisungen",
];
export const OTHER_PHRASES = [
  "schweregrad*",
  "priorität*",
  "eskalation*",
  "kontakt*",
  "ansprechpartner*",
  "dienstplan*",
  "schichtplan*",
  "bereitschaftsplan*",
  "rolle",
  "rollen",
  "zuständigkeit*",
  "verantwortlichkeit*",
  "vorlage*",
  "lehren",
  "schulung*",
  "voraussetzung*",
  "grundsätze",
  "hinweise",
  "richtlinie*",
  "empfehlung*",
  "vorbeugung",
  "überblick",
  "übersicht",
  "einleitung",
  "zweck",
  "geltungsbereich",
  "ziele",
  "begriffe",
  "glossar",
  "verweise",
  "beispiel*",
  "kennzahlen",
  "werkzeuge",
  "checkliste*",
  "wartung",
  "verbesserung*",
  "nächste schritte",
  "kriterien",
  "quellen",
  "warum",
  "wer",
  "zugänge",
  "weiterführend*",
];
export const LOOKING_TITLES = [
  "diagnose*",
  "untersuch*",
  "fehlersuche",
  "analyse",
  "erkennung",
  "prüfung*",
  "prüfen",
];
export const ACTING_TITLES = [
  "abhilfe*",
  "behebung*",
  "lösung*",
  "fehlerbehebung",
  "entstörung",
  "gegenmaßnahme*",
  "sofortmaßnahme*",
  "maßnahmen",
  "wiederherstellung",
  "eindämmung",
  "was zu tun ist",
  "was tun",
  "schritte",
  "vorgehen",
  "rückbau",
];
export const MEANING_TITLES = [
  "bedeutung",
  "auswirkung*",
  "symptome",
  "anzeichen",
  "zusammenfassung",
  "beschreibung",
  "ursache",
  "ursachen",
  "voraussetzung*",
  "hintergrund",
];
export const TITLE_FILLERS = ["und", "oder", "der", "mögliche", "häufige", "erste", "wie"];
export const WHOLE_PROCESS = ["vorfälle", "störungen", "bereitschaft", "betrieb"];
export const CASE_LEADS = ["je nach", "abhängig von", "häufige fälle", "typischerweise"];
export const NO_FAULTS = ["schritt*", "phase*", "hinweis", ...ROLE_WORDS];
export const NO_FAULT_STARTS = ["zuerst", "dann", "danach", "zuletzt", "immer"];
/** Titles of a column that holds what is to be run. */
export const COMMAND_COLUMNS = ["befehl*", "kommando*"];
export const ACTION_COLUMNS = [
  "maßnahme*",
  "schritt",
  "schritte",
  "aufgabe*",
  "was zu tun ist",
  "anweisung*",
  "abhilfe",
];
