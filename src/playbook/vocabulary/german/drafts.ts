/** German words of message templates; see the English tables. */

export const FACT_LABELS = {
  title: ["titel", "vorfall", "betreff", "zusammenfassung", "störung"],
  number: ["nummer", "kennung", "vorfallsnummer"],
  severity: ["schweregrad", "stufe", "priorität", "dringlichkeit"],
  status: ["aktueller stand", "zustand"],
  started: ["beginn", "begonnen", "seit", "begann"],
  posted: ["zeit", "datum", "stand", "zeitpunkt", "uhrzeit"],
  nextUpdate: [
    "nächste meldung",
    "nächstes update",
    "nächste aktualisierung",
    "nächste information",
  ],
  commander: ["einsatzleitung", "einsatzleiter", "einsatzleiterin", "leitung"],
  impact: ["auswirkung", "auswirkungen", "betroffene nutzer", "betroffene kunden"],
  affected: ["betroffen", "symptom", "symptome"],
  service: ["dienst", "dienste", "betroffene dienste", "betroffener dienst", "komponente"],
  cause: ["ursache", "grund", "vermutete ursache"],
  fix: ["lösung", "maßnahme", "maßnahmen", "behebung"],
  timeline: ["verlauf", "zeitverlauf", "zeitleiste"],
};
export const FACT_FRAMES = {
  cause: ["ursache ist", "ursache war", "verursacht durch", "aufgrund von", "wegen"],
  affected: ["problem mit", "probleme mit", "störung bei", "störung von", "fehler bei"],
  fix: ["behoben durch", "gelöst durch"],
};
export const SERVICE_VERBS = [
  "ist",
  "sind",
  "hat",
  "haben",
  "war",
  "waren",
  "funktioniert",
  "läuft",
];
export const INNER_WORDS = ["der", "die", "das", "des", "und", "oder", "von", "im", "bei", "zu"];
export const PLAIN_WORDS = `
aktualisiert aktuell aktuelle aktuellen alle aller alles als am an arbeiten arbeitet auf aus
bearbeitung beheben behoben bei beobachten betrieb betroffen bis bitte da dank danke dann
das dass dem den der des deshalb die dies diese diesem diesen dieser durch ein eine einem
einen einer eines entschuldigen erkannt erneut es fehler funktionieren funktioniert für
geduld gefunden gelöst geplant grund haben hat hinweis ich identifiziert ihnen ihr ihre im
in informieren ist jetzt kanal kein keine kunden läuft lösung maßnahme maßnahmen mehr
meldung mit nach nicht noch normal nun nutzer nächste nächsten oder problem probleme sich
sie sind so sobald stabil stand status störung team techniker uhr um und uns unser unsere
unserem unseren untersuchen untersuchung ursache verständnis vielen vollständig vom von vor
vorfall war waren weiter weitere weiterhin wenn werden wieder wir wird wurde wurden zeit zu
zum zur zurzeit über überwachen
`
  .trim()
  .split(/\s+/u);
