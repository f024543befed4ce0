/**
 * German words by which an instruction is known. The verb stands first when somebody is told ("Prüfe
 * die Logs", "Prüfen Sie die Logs"), and last in the style of notes ("Logs prüfen").
 */

/** A table of single words, written as running text. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

export const CHECK_VERBS_LAST = words(`
  prüfen überprüfen nachprüfen kontrollieren ansehen anschauen nachsehen nachschauen betrachten
  abfragen auslesen lesen anzeigen auflisten beobachten überwachen messen zählen vergleichen
  untersuchen analysieren ermitteln feststellen bestimmen verifizieren validieren testen suchen
  sichten einsehen bewerten einschätzen durchsuchen
`);

export const CHANGE_VERBS_LAST = words(`
  neustarten starten stoppen anhalten beenden abschalten einschalten ausschalten umschalten
  aktivieren deaktivieren skalieren hochskalieren löschen entfernen leeren erhöhen verringern
  senken reduzieren vergrößern verkleinern anpassen ändern setzen zurücksetzen zurückrollen
  zurückdrehen ausrollen einspielen installieren aktualisieren patchen sperren entsperren
  blockieren isolieren trennen verschieben umleiten umziehen migrieren wiederherstellen
  anlegen erstellen hinzufügen ersetzen austauschen erneuern rotieren widerrufen freigeben
  freiräumen aufräumen drosseln begrenzen pausieren fortsetzen zurückspielen abbrechen
`);

const PERSON_VERBS_LAST = words(`
  informieren benachrichtigen verständigen alarmieren anrufen rufen wecken hinzuziehen einbeziehen
  einberufen eskalieren melden mitteilen kontaktieren fragen nachfragen bitten öffnen eröffnen
  schließen dokumentieren notieren festhalten protokollieren eintragen aufschreiben schreiben
  sammeln sichern aufbewahren warten abwarten versuchen verwenden nutzen ausführen durchführen
  aufrufen folgen befolgen wiederholen fortfahren entscheiden festlegen wählen auswählen abstimmen
  koordinieren ernennen benennen bestätigen quittieren annehmen übernehmen übergeben zuweisen
  einplanen planen ansetzen vorbereiten nachbereiten veröffentlichen versenden verschicken senden
  schicken posten teilen weitergeben weiterleiten einladen beitreten anmelden einloggen abmelden
  herunterladen hochladen kopieren exportieren importieren klären eingrenzen beheben lösen
  abstellen sicherstellen gewährleisten vermeiden verbinden erfassen zusammenfassen prüfenlassen
  absprechen besprechen erklären ausrufen einleiten beauftragen anfordern bereitstellen schützen
  priorisieren vereinbaren abschließen hinterlegen verlinken anhängen beifügen
`);

const INFINITIVES = [...CHECK_VERBS_LAST, ...CHANGE_VERBS_LAST, ...PERSON_VERBS_LAST];

export const VERBS_LAST: ReadonlySet<string> = new Set(INFINITIVES);

/** "prüfen" as "prüfe"; of "anlegen" the first word of "lege … an" stands in the table below. */
function imperativeOf(infinitive: string): string {
  if (infinitive.endsWith("eln")) return `${infinitive.slice(0, -3)}le`;
  return infinitive.endsWith("ern") ? `${infinitive.slice(0, -1)}e` : infinitive.slice(0, -1);
}

/** Imperatives that no rule gives, or of which only the first part stands first. */
const OTHER_IMPERATIVES = words(`
  schau schaue sieh sichere nimm lege rufe schalte führe stelle setze ziehe halte gehe weise
  trage frage lade melde wechsle sammle klicke drehe fahre binde lass lasse logge schreibe fasse
  rolle spiele schließe öffne leite hänge
`);

/** Forms that are English words too. */
const ENGLISH_WORDS: ReadonlySet<string> = new Set(["plane"]);

const IMPERATIVES = [...INFINITIVES.map(imperativeOf), ...OTHER_IMPERATIVES].filter(
  (word) => !ENGLISH_WORDS.has(word),
);

export const CHECK_VERBS = [
  ...CHECK_VERBS_LAST.flatMap((verb) => [imperativeOf(verb), verb]),
  "schau",
  "schaue",
  "sieh",
];
export const CHANGE_VERBS = CHANGE_VERBS_LAST.flatMap((verb) => [imperativeOf(verb), verb]);
export const VERBS: ReadonlySet<string> = new Set(IMPERATIVES);
export const VERB_PAIRS: ReadonlySet<string> = new Set([
  "lies die",
  "lies das",
  "lies den",
  "gib den",
  "gib die",
  "gib das",
  "gib dem",
]);

export const DUTY_PAIRS: ReadonlySet<string> = new Set();
export const NOUN_LIKE_VERBS: ReadonlySet<string> = new Set();
export const COMPOUND_ENDS: ReadonlySet<string> = new Set();
export const FINITE_VERBS: ReadonlySet<string> = new Set(
  words("ist sind wird werden kann können muss müssen soll sollen haben"),
);
export const PARTICIPLES: ReadonlySet<string> = new Set();
export const PARTICIPLE_ENDS: readonly string[] = [];
export const PASSIVE_VERBS: readonly string[] = [];
export const STATEMENT_STARTS: ReadonlySet<string> = new Set();
export const CONSEQUENCES: ReadonlySet<string> = new Set();
export const VERBS_WITH_OBJECT: ReadonlySet<string> = new Set();
export const NOUNS_OF_CHANGE: ReadonlySet<string> = new Set();
export const VERB_PARTICLES: ReadonlySet<string> = new Set();
export const NO_OBJECTS: ReadonlySet<string> = new Set();
export const NO_VERB_ENDS = words("ung heit keit schaft");
export const ADVERB_ENDS: readonly string[] = [];
export const NO_ADVERBS: readonly string[] = [];
export const PLACE_STARTS: ReadonlySet<string> = new Set();
export const OBJECT_STARTS: ReadonlySet<string> = new Set();
export const PLACE_OBJECTS: ReadonlySet<string> = new Set();
export const NO_IMPERATIVES: ReadonlySet<string> = new Set(
  words(`
  aber als auch auf aus bei bis da dann das dass der des dessen deren diese dieser dieses durch
  eine einer für gegen hier immer in ist jede jeder kann keine mit nach nicht noch nur ob oder ohne
  sehr seine seit sind so sobald sofern sondern sowie statt trotz um und unter viele vom vor
  während wann warum wenn wer wie wieder wir wird wo zu zum zur zwischen über
  `),
);
export const BE_INSTRUCTIONS: readonly string[] = [];
export const LEADS = [
  "bitte",
  "dann",
  "danach",
  "anschließend",
  "zuerst",
  "zunächst",
  "zuletzt",
  "schließlich",
  "jetzt",
  "sofort",
  "umgehend",
  "immer",
  "außerdem",
  "sonst",
  "andernfalls",
  "alternativ",
  "bei bedarf",
  "falls nötig",
  "wenn nötig",
  "falls möglich",
  "und",
  "und dann",
  "oder",
];
export const DUTY_MODALS: readonly string[] = [];
export const INNER_LEADS: readonly string[] = [];
export const PROHIBITIONS = ["niemals", "nie", "auf keinen fall", "keinesfalls"];
export const SUBORDINATE_STARTS: ReadonlySet<string> = new Set(
  words("wenn falls sofern sobald nachdem bevor bei nach vor für solange"),
);
export const TELLING_LABELS: ReadonlySet<string> = new Set(
  words(`
  hinweis achtung warnung tipp beispiel ausgabe erwartet ziel ziele zweck auswirkung auswirkungen
  symptom symptome ursache ursachen bedeutung schweregrad quelle quellen auslöser status ergebnis
  frage antwort zusammenfassung beschreibung titel betreff nachricht datum zeit dauer version autor
  hintergrund
  `),
);
export const ASKED_WORDS: ReadonlySet<string> = new Set(["sie"]);
export const INNER_NEGATIONS: ReadonlySet<string> = new Set(
  words("nicht kein keine keinen keinem keiner niemals nie"),
);
export const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  words(`
  kann können könnte könnten muss müssen müsste müssten soll sollen sollte sollten wird werden
  würde würden darf dürfen lässt lassen möchte möchten um zu wenn falls sofern sobald nachdem bevor solange ob dass weil
  `),
);
