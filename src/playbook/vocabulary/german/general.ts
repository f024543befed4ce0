/** German words of times, severities, people, and the other things of a playbook. */

export const NUMBER_WORDS: Readonly<Record<string, number>> = {
  ein: 1,
  eine: 1,
  einer: 1,
  einem: 1,
  einen: 1,
  jede: 1,
  jeder: 1,
  jeden: 1,
  erste: 1,
  ersten: 1,
  nächste: 1,
  nächster: 1,
  nächsten: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  zwölf: 12,
  fünfzehn: 15,
  zwanzig: 20,
  dreißig: 30,
  fünfundvierzig: 45,
  sechzig: 60,
  neunzig: 90,
  halbe: 0.5,
  halben: 0.5,
  "eine halbe": 0.5,
  "einer halben": 0.5,
  "jede halbe": 0.5,
  anderthalb: 1.5,
  eineinhalb: 1.5,
  zweieinhalb: 2.5,
};

export const TIME_UNITS: Readonly<Record<string, number>> = {
  sekunde: 1,
  sekunden: 1,
  minuten: 60,
  viertelstunde: 900,
  dreiviertelstunde: 2700,
  stunde: 3600,
  stunden: 3600,
  tage: 86_400,
  tagen: 86_400,
  werktag: 86_400,
  werktags: 86_400,
  werktages: 86_400,
  werktage: 86_400,
  werktagen: 86_400,
  arbeitstag: 86_400,
  arbeitstages: 86_400,
  arbeitstage: 86_400,
  arbeitstagen: 86_400,
  kalendertag: 86_400,
  kalendertage: 86_400,
  kalendertagen: 86_400,
  woche: 604_800,
  wochen: 604_800,
  monat: 2_592_000,
  monats: 2_592_000,
  monate: 2_592_000,
  monaten: 2_592_000,
};

export const UNITS_AFTER_DIGITS: Readonly<Record<string, number>> = { tag: 86_400, std: 3600 };

export const DAY_KINDS: readonly string[] = ["volle", "vollen"];

/** In a time that is promised: it counts only while people work. */
export const WORKING_TIME_WORDS: readonly string[] = [
  "werktag",
  "werktags",
  "werktages",
  "werktage",
  "werktagen",
  "arbeitstag",
  "arbeitstags",
  "arbeitstages",
  "arbeitstage",
  "arbeitstagen",
  "arbeitszeit",
  "geschäftszeiten",
  "bürozeiten",
  "dienstzeiten",
];

/** "Tag" by itself, for "a tag" is none. */
export const FREQUENCY_WORDS: Readonly<Record<string, number>> = {
  minütlich: 60,
  stündlich: 3600,
  täglich: 86_400,
  arbeitstäglich: 86_400,
  werktäglich: 86_400,
  "jeden tag": 86_400,
  "pro tag": 86_400,
  "einmal am tag": 86_400,
  "ein tag": 86_400,
  "einem tag": 86_400,
  "einen tag": 86_400,
  "eines tages": 86_400,
  "nächsten tag": 86_400,
  wöchentlich: 604_800,
  vierzehntägig: 1_209_600,
  monatlich: 2_592_000,
};

export const TIMES_WORDS: Readonly<Record<string, number>> = { einmal: 1, zweimal: 2, dreimal: 3 };
export const TIMES_NOUNS = ["mal"];
export const PER_WORDS = ["pro", "je", "in der", "jede", "jeden"];

export const RANGE_WORDS = ["bis"];

export const UP_TO_WORDS = [
  "innerhalb",
  "innerhalb von",
  "innerhalb der",
  "binnen",
  "bis zu",
  "höchstens",
  "maximal",
  "unter",
  "weniger als",
  "erste",
  "ersten",
  "spätestens nach",
];
export const FROM_ON_WORDS = ["nach", "über", "mehr als", "länger als", "ab"];
export const OPEN_END_WORDS = ["und mehr", "oder mehr", "und länger", "oder länger"];
export const CLOCK_HOURS = ["stunden", "std"];
export const FIRST_WORDS = ["erste", "ersten"];
export const AND_WORDS = ["und"];
export const OR_WORDS = ["oder"];
export const THEN_WORDS = ["dann"];

export const COMPARISON_WORDS: Readonly<Record<string, "<" | "<=" | ">" | ">=">> = {
  "mehr als": ">",
  "größer als": ">",
  "höher als": ">",
  "länger als": ">",
  über: ">",
  "oberhalb von": ">",
  übersteigt: ">",
  überschreitet: ">",
  "weniger als": "<",
  "kleiner als": "<",
  "niedriger als": "<",
  "kürzer als": "<",
  unter: "<",
  "unterhalb von": "<",
  mindestens: ">=",
  höchstens: "<=",
  "nicht mehr als": "<=",
  "nicht weniger als": ">=",
};

export const MEASURE_UNITS: Readonly<Record<string, string>> = {
  prozent: "%",
  millisekunden: "ms",
  sekunde: "s",
  sekunden: "s",
  minuten: "min",
  stunde: "h",
  stunden: "h",
  std: "h",
  tage: "d",
  tagen: "d",
};

export const MEASURE_ADJECTIVES = [
  "der",
  "das",
  "den",
  "eine",
  "einer",
  "sehr",
  "hohe",
  "hoher",
  "hohes",
  "zu",
  "niedrige",
  "niedriger",
  "erhöhte",
  "erhöhter",
  "mit",
  "wenn",
];
export const MEASURE_JOINS = [
  "ist",
  "sind",
  "liegt",
  "liegen",
  "steigt",
  "steigen",
  "sinkt",
  "fällt",
  "bleibt",
  "bei",
  "auf",
  "von",
  "der",
  "aller",
  "unserer",
];
export const MEASURE_STOPS = [
  "für",
  "seit",
  "während",
  "innerhalb",
  "und",
  "oder",
  "pro",
  "nach",
  "vor",
  "bei",
  "über",
];

export const SEVERITY_CODES: Readonly<Record<string, "SEV" | "P">> = {
  schweregrad: "SEV",
  priorität: "P",
};
export const SEVERITY_CODES_IN_CONTEXT: Readonly<Record<string, "SEV" | "LEVEL">> = {
  stufe: "LEVEL",
};

export const SEVERITY_NAMES: Readonly<Record<string, number>> = {
  katastrophal: 0,
  notfall: 0,
  kritisch: 0,
  kritische: 0,
  kritischer: 0,
  dringend: 0,
  schwerwiegend: 1,
  schwer: 1,
  hoch: 1,
  mittel: 2,
  mäßig: 2,
  gering: 3,
  niedrig: 3,
  leicht: 3,
  kosmetisch: 4,
};
export const SEVERITY_NOUNS = [
  "schweregrad",
  "priorität",
  "stufe",
  "störung",
  "störungen",
  "vorfall",
  "vorfälle",
  "auswirkung",
];

export const SEVERITY_TOPICS = [
  "schweregrad*",
  "prioritätsstufe*",
  "störungsklasse*",
  "störungskategorie*",
  "vorfallklasse*",
  "klassifizierung",
  "einstufung",
  "dringlichkeit*",
  "kritikalität*",
];
export const SEVERITY_COLUMNS = [
  "schweregrad*",
  "priorität*",
  "stufe",
  "klasse",
  "einstufung",
  "dringlichkeit",
];
export const SECTION_WORDS = [
  "reaktion*",
  "vorgehen*",
  "maßnahme*",
  "behandlung",
  "eskalation*",
  "checkliste*",
  "beispiel*",
  "vorfälle",
  "störungen",
];
export const NAME_COLUMNS = ["bezeichnung", "titel"];

export const WAY_COLUMNS = ["wer", "kanal", "kanäle", "weg"];
export const EVERY_WORDS = ["alle", "jede", "mindestens alle"];

export const SEVERITY_FIELDS = {
  communication: [
    "kommunikation*",
    "aktualisierung*",
    "statusmeldung*",
    "statusupdate*",
    "zwischenstand*",
    "informationsrhythmus",
  ],
  resolution: [
    "behebung",
    "behebungszeit",
    "lösung",
    "lösungszeit",
    "lösung innerhalb",
    "behoben innerhalb",
    "wiederherstell*",
    "entstörzeit",
    "entstörung",
  ],
  response: [
    "reaktionszeit*",
    "reaktion innerhalb",
    "antwortzeit*",
    "erstreaktion",
    "erste reaktion",
    "bestätigung",
    "quittierung",
  ],
  sla: ["zielzeit*", "fristen", "zeiten", "zeitvorgaben", "servicelevel*"],
  examples: [
    "beispiel*",
    "z b",
    "zum beispiel",
    "symptome",
    "szenarien",
    "kriterien",
    "merkmale",
    "auslöser",
    "anzeichen",
  ],
  actions: [
    "reaktion",
    "maßnahme*",
    "sofortmaßnahme*",
    "vorgehen",
    "vorgehensweise",
    "was zu tun ist",
    "benachrichtigung",
    "alarmierung",
    "wer wird alarmiert",
  ],
  definition: [
    "definition",
    "beschreibung",
    "bedeutung",
    "auswirkung",
    "auswirkungen",
    "umfang",
    "erläuterung",
  ],
};

export const ACTION_VERBS = {
  page: ["alarmiere", "alarmieren sie", "wecke", "wecken sie"],
  notify: [
    "informiere",
    "informieren sie",
    "benachrichtige",
    "benachrichtigen sie",
    "verständige",
    "verständigen sie",
    "eskaliere an",
    "eskalieren sie an",
  ],
  ticket: ["erstelle", "erstellen sie", "eröffne", "eröffnen sie", "erfasse", "erfassen sie"],
  assign: ["weise zu", "weisen sie zu"],
  monitor: ["beobachte", "beobachten sie", "überwache", "überwachen sie"],
  schedule: ["planen sie", "priorisiere", "priorisieren sie"],
};
export const ACTION_VERBS_LAST = {
  page: ["alarmieren", "anrufen", "wecken"],
  notify: [
    "informieren",
    "benachrichtigen",
    "verständigen",
    "hinzuziehen",
    "einbeziehen",
    "aktivieren",
    "einberufen",
    "unterrichten",
  ],
  ticket: ["erstellen", "anlegen", "eröffnen", "erfassen", "öffnen"],
  assign: ["zuweisen"],
  monitor: ["beobachten", "überwachen"],
  schedule: ["einplanen", "planen", "priorisieren"],
};
export const ASKING_LABELS = {
  page: ["alarmiert", "alarmierung"],
  notify: ["benachrichtigung*", "benachrichtigen", "informieren", "informiert", "kommunikation*"],
} as const;
export const ACTION_JOINTS = ["und", "dann"];
export const ENGAGE_VERBS = ["hinzuziehen", "einbeziehen", "aktivieren", "einberufen"];
export const VERB_PREFIXES = ["sofort", "umgehend", "unverzüglich", "bitte", "automatisch", "dann"];

export const ALL_HANDS_WORDS = ["alle mann", "gesamtes team", "ganzes team", "das ganze team"];
export const STATUS_PAGE_WORDS = ["statusseite*", "öffentliche meldung"];
export const TICKET_WORDS = ["störungsticket*", "vorgang", "meldung"];
export const TICKET_NOUN_WORDS = ["störungsticket*"];
export const PAGE_NOUN_WORDS = ["alarm an", "alarmierung der", "alarmierung des"];
export const NOTIFY_NOUN_WORDS = ["benachrichtigung", "benachrichtigungen", "informiert"];
export const MONITOR_NOUNS = ["überwachung", "beobachtung"] as const;
export const BACKLOG_WORDS = ["nächsten sprint", "nächster sprint"];

export const ROLE_ENDS = [
  "sofort",
  "umgehend",
  "unverzüglich",
  "gleich",
  "innerhalb",
  "binnen",
  "per",
  "über",
  "durch",
  "bei",
  "bis",
  "während",
  "nach",
  "vor",
  "mit",
  "alle",
  "damit",
];
export const ARTICLES = [
  "der",
  "die",
  "das",
  "den",
  "dem",
  "ein",
  "eine",
  "einen",
  "unsere",
  "unseren",
  "alle",
  "an",
  "zur",
  "zum",
];
export const CONDITION_WORDS = [
  "wenn",
  "falls",
  "sofern",
  "sobald",
  "bei bedarf",
  "nach bedarf",
  "im falle",
];
export const VAGUE_ROLES = [
  "zuständige*",
  "betroffene*",
  "jeweilige*",
  "jemand",
  "verantwortliche",
];

export const AUDIENCE_WORDS = [
  "kunde",
  "kunden",
  "nutzer*",
  "benutzer*",
  "anwender*",
  "öffentlichkeit",
  "presse",
  "behörde*",
  "aufsicht*",
  "geschäftsführung",
  "geschäftsleitung",
  "vorstand",
  "leitung",
  "rechtsabteilung",
  "vertrieb",
  "mitarbeiter*",
  "datenschutz*",
  "lieferant*",
  "partner*",
  "fachabteilung*",
];
export const COLLECTIVE_AUDIENCES = ["beteiligte*", "betroffene", "interessengruppen"];

export const ROLE_WORDS = [
  "*bereitschaft*",
  "einsatzleit*",
  "teamleit*",
  "abteilungsleit*",
  "bereichsleit*",
  "betriebsleit*",
  "schichtleit*",
  "technikleit*",
  "projektleit*",
  "leitung",
  "leiter",
  "leiterin",
  "technikleitung",
  "geschäftsführung",
  "geschäftsführer*",
  "geschäftsleitung",
  "vorstand",
  "entwickler*",
  "ingenieur*",
  "techniker*",
  "betreiber*",
  "verantwortliche",
  "verantwortlicher",
  "vertretung",
  "stellvertret*",
  "sprecher*",
  "protokollführ*",
  "datenbankteam",
  "netzwerkteam",
  "plattformteam",
  "sicherheitsteam",
  "datenschutzbeauftragte*",
];
export const LOW_URGENCY_WORDS = ["niedrige dringlichkeit", "geringe dringlichkeit"];
export const NEGATIONS = ["nicht", "kein", "keine", "keinen", "niemals"];

export const ESCALATION_TOPICS = ["eskalation*", "alarmierungskette*", "rufkette*", "meldekette*"];
export const ESCALATION_OTHERS = [
  "wann eskalier*",
  "wann wird",
  "kriterien",
  "auslöser",
  "ansprechpartner*",
  "kontakt*",
  "vorlage*",
  "gründe",
  "eskalationskriterien",
];
export const RESPONDER_TITLES = [
  "eskalation*",
  "wer reagiert",
  "wer wird alarmiert",
  "alarmiert",
  "alarmierung",
  "zuständig",
];
export const ACTIVITY_NOUNS = [
  "reaktion",
  "wiederherstellung",
  "eskalation",
  "behebung",
  "untersuchung",
  "benachrichtigung",
  "bewertung",
];
export const AT_ONCE_WORDS = ["sofort*", "unverzüglich", "umgehend"];
export const STEP_WORDS = ["stufe", "ebene", "schritt", "eskalationsstufe"];
export const WIDE_TITLES = ["und", "handbuch", "bereitschaft", "vorfall*", "störung*"];
export const LEVEL_REMARK_WORDS = [
  "nur",
  "bei",
  "für",
  "alle",
  "vorfall",
  "vorfälle",
  "vorfällen",
  "störung",
  "störungen",
] as const;
export const WORSE_WORDS = ["höher", "darüber", "schlimmer"] as const;
export const NOBODY_WORDS = ["keine", "niemand", "entfällt", "nicht nötig"] as const;
export const DEPARTMENTS = ["rechtsabteilung", "datenschutz", "vorstand", "polizei"] as const;
export const ACCESS_LABEL_ENDS = ["zugang zu", "zugriff auf"] as const;
export const WAIT_COLUMNS = ["eskalieren nach", "eskalation nach", "nach"] as const;
export const ESCALATION_KEYS = {
  role: ["rolle", "wer", "kontakt", "ziel"],
  time: ["nach", "verzögerung", "wartezeit", "zeit"],
};
export const NEGATED_STARTS = ["kein", "keine", "keinen", "ohne"];
export const ESCALATION_COLUMNS = {
  step: ["stufe", "ebene", "schritt", "eskalationsstufe", "reihenfolge"],
  time: [
    "zeit",
    "nach",
    "wann",
    "zeitpunkt",
    "zeitraum",
    "zeitfenster",
    "dauer",
    "verstrichene zeit",
  ],
  role: [
    "rolle",
    "wer",
    "kontakt",
    "person",
    "zuständig",
    "verantwortlich",
    "eskalation an",
    "ansprechpartner",
  ],
};
export const STAKEHOLDER_WORDS = ["kommunikation*", "benachrichtigung*", "beteiligte*"];
export const YES_MARKS = ["ja"];

export const PERSON_VERBS = [
  "eskalation an",
  "eskaliere an",
  "eskalieren sie an",
  "alarmiere",
  "alarmieren sie",
  "alarmierung der",
  "alarmierung des",
  "informiere",
  "informieren sie",
  "benachrichtige",
  "benachrichtigen sie",
  "benachrichtigung der",
  "benachrichtigung des",
];
export const WHO_LABELS = ["wer", "rolle", "zuständig", "eskalation an"];
export const TOLD_LEADS = ["an die", "an den", "an das", "an alle"];
export const TELLING_NOUNS = ["benachrichtigung", "alarm", "anruf", "eskalation", "meldung"];

export const LOWER_BOUND_WORDS = ["mindestens", "mindest*"];
export const UPPER_BOUND_WORDS = ["höchstens", "höchst*", "maximal*"];
export const CHECKLIST_TOPICS = ["*checkliste*", "*prüfliste*", "abnahme", "abschlusskriterien"];
export const TO_DO_TOPICS = ["zu erledigen", "aufgabenliste"];
export const QUESTION_TOPICS = ["frage", "fragen"];
export const OPEN_QUESTION_WORDS = [
  "wer",
  "wen",
  "wem",
  "wessen",
  "welche",
  "welcher",
  "welches",
  "wann",
  "wo",
  "warum",
  "weshalb",
  "wie",
  "wodurch",
  "woran",
];

export const CHANNEL_PHRASES = [
  "kommunikation*",
  "kommunikationsvorlage*",
  "ankündigung*",
  "nachrichtenvorlage*",
  "meldungsvorlage*",
  "textvorlage*",
  "statusseite*",
  "statusmeldung*",
  "kundeninformation*",
  "kundenmitteilung*",
  "presse",
  "pressemitteilung*",
  "wortlaut",
];
export const COMMUNICATION_PHRASES = [
  ...CHANNEL_PHRASES,
  "nachricht*",
  "mitteilung*",
  "meldung*",
  "benachrichtigung*",
  "aktualisierung",
  "aktualisierungen",
  "erstmeldung*",
  "folgemeldung*",
  "zwischenmeldung*",
  "abschlussmeldung*",
  "kundenmeldung*",
  "entwarnung*",
];
export const TEMPLATE_PHRASES = ["*vorlage*", "mustertext*"];
export const POST_VERBS = ["sende", "senden sie", "poste", "posten sie", "schicke", "schicken sie"];
export const FIRST_NEWS = ["erste", "erster", "erstmeldung"];
export const OTHER_TEMPLATES = [
  "nachbetrachtung*",
  "bericht*",
  "protokoll*",
  "zeitverlauf",
  "checkliste*",
];
export const REMARK_WORDS = ["hinweis", "tipp", "wichtig", "warnung", "achtung", "anmerkung"];

export const ADDRESS_LABELS = ["kontakt", "telefon", "telefonnummer", "mobil", "rufnummer"];
export const CASE_COLUMNS = ["szenario*", "beispiel*", "situation*", "fall"] as const;
export const VENDOR_WORDS = ["anbieter", "dienstleister", "versicherung"] as const;
export const CHAT_LABELS = ["kanal", "kanäle", "raum"] as const;
export const AUTHOR_LABELS = [
  "verfasser*",
  "geschrieben von",
  "geprüft von",
  "freigegeben von",
  "erstellt von",
  "zuletzt geändert",
  "zuletzt aktualisiert",
  "autor",
  "autorin",
  "autoren",
];

export const GENERAL_INCIDENT_TOPICS = [
  "vorfall*",
  "vorfäll*",
  "*störung*",
  "notfall*",
  "notfäll*",
  "krise*",
];
export const INCIDENT_TOPICS = [
  ...GENERAL_INCIDENT_TOPICS,
  "*ausfall*",
  "*ausfäll*",
  "*bereitschaft*",
];
export const HEADER_LABELS = {
  version: ["fassung", "dokumentversion", "ausgabe"],
  lastUpdated: [
    "stand",
    "zuletzt aktualisiert",
    "zuletzt geändert",
    "zuletzt geprüft",
    "letzte änderung",
    "letzte aktualisierung",
    "aktualisiert",
    "aktualisiert am",
  ],
};
export const ON_CALL_PHONE_LABELS = [
  "bereitschaft",
  "rufbereitschaft",
  "bereitschaftstelefon",
  "notfallnummer",
  "notrufnummer",
  "störungsnummer",
];

export const ACCESS_TOPICS = [
  "benötigte zugänge",
  "erforderliche zugänge",
  "notwendige zugänge",
  "benötigter zugang",
  "benötigte zugriffe",
  "benötigte berechtigungen",
  "erforderliche berechtigungen",
  "notwendige berechtigungen",
  "zugangsvoraussetzungen",
];
export const ACCESS_TITLES = ["zugänge", "zugang", "zugriffe", "berechtigungen"];
export const PREREQUISITE_TOPICS = ["voraussetzung*", "bevor sie beginnen", "bevor du beginnst"];
export const ACCESS_WORDS = [
  "zugang*",
  "zugänge",
  "zugriff*",
  "berechtigung*",
  "zugangsdaten",
  "anmeldung",
  "angemeldet",
];
export const TOOL_TOPICS = ["benötigte werkzeuge", "erforderliche werkzeuge"];
export const DUTY_TOPICS = ["bereitschaft", "rufbereitschaft", "schicht", "einarbeitung"];
export const LINK_TOPICS = ["schnellzugriff*", "wichtige links", "nützliche links", "lesezeichen"];
export const RELATED_TOPICS = [
  "weiterführend*",
  "siehe auch",
  "verwandte dokumente",
  "zugehörige dokumente",
  "weitere dokumente",
  "weitere informationen",
  "mehr informationen",
  "verweise",
  "quellen",
  "dokumentation",
];
export const LINK_COLUMNS = ["verweis", "verweise", "adresse"];
