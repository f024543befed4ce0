/** German words of messages and of answers. */

export const CHANNEL_WORDS = {
  "status-page": ["statusseite*"],
  slack: [],
  teams: ["teams kanal"],
  mattermost: [],
  discord: [],
  email: ["rundmail", "rundschreiben"],
  sms: ["kurznachricht*"],
  social: ["soziale medien"],
  internal: ["intern", "interne", "interner", "geschäftsführung", "geschäftsleitung", "vorstand"],
  external: [
    "extern",
    "externe",
    "externer",
    "kunde",
    "kunden",
    "kundeninformation*",
    "öffentlich*",
    "presse*",
  ],
};
export const STATES: Readonly<Record<string, string>> = {
  untersuchung: "investigating",
  "untersuchung läuft": "investigating",
  "wird untersucht": "investigating",
  "in untersuchung": "investigating",
  "ursache gefunden": "identified",
  "ursache erkannt": "identified",
  identifiziert: "identified",
  beobachtung: "monitoring",
  "unter beobachtung": "monitoring",
  "wird beobachtet": "monitoring",
  behoben: "resolved",
  gelöst: "resolved",
  geplant: "scheduled",
  abgeschlossen: "completed",
  aktualisierung: "update",
};
export const SUBJECT_LABELS = ["betreff"];
export const YES_WORDS = ["ja", "erledigt", "wahr"];
export const NO_WORDS = ["nein", "falsch"];
export const CHOICE_WORDS = ["ja", "nein", "unbekannt"];
export const JUDGEMENTS = [
  "ist",
  "sind",
  "liegt",
  "unauffällig",
  "wieder",
  "stabil",
  "niedrig",
  "grün",
  "gesund",
  "zielwert",
  "grenzwert",
];
export const NOBODY_WORDS = ["niemand", "keiner", "offen", "unbesetzt", "frei"];
