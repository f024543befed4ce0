/** The German words of what a checklist's answers say about an incident. */

const WHO = [
  "nutzer",
  "benutzer",
  "kunden",
  "mandanten",
  "anwender",
  "regionen",
  "umfang",
] as const;
const HOW_MANY = ["betroffen*", "umfang", "ausfall"] as const;

export const IMPACTS = [
  {
    asks: [WHO, HOW_MANY],
    answers: ["alle", "gesamt", "sämtliche"],
    says: [
      ["komplett*", "vollständig*", "total*", "gesamt*", "alle"],
      ["ausfall*", "ausgefallen", "nicht erreichbar", "nutzer", "kunden"],
    ],
  },
  {
    asks: [WHO, HOW_MANY],
    answers: ["teilweise", "einige", "manche", "viele"],
    says: [["teilweise", "eingeschränkt*", "beeinträchtigt*", "erheblich*", "einige nutzer"]],
  },
  {
    asks: [
      ["daten", "datensätze", "datenbank"],
      ["gefahr", "risiko", "verlust", "verloren", "beschädigt", "betroffen"],
    ],
    answers: [],
    says: [["datenverlust*", "verlust von daten", "beschädigte daten", "datenleck*"]],
  },
  {
    asks: [["sicherheitsvorfall*", "sicherheit", "unbefugt*", "angriff*", "einbruch"]],
    answers: [],
    says: [["sicherheitsvorfall*", "sicherheitsverletzung*", "unbefugt*", "angriff*"]],
  },
];
export const TELLING_WORDS = ["benachrichtig*", "informier*", "verständig*", "mitteil*"];
export const WANTED_WORDS = ["nötig", "erforderlich", "notwendig", "hinzuziehen", "einbeziehen"];
export const ASKING_WORDS = ["ist", "sind", "wird", "werden", "wir", "und", "oder", "jetzt", "zu"];
export const VERIFICATION_WORDS = ["überprüfung*", "verifi*", "prüfung", "kontrolle"];
export const ENDING_WORDS = ["behoben", "behebung", "lösung", "wiederherstellung", "abschluss"];
