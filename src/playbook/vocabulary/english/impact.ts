/** What a checklist's answers say about an incident: how bad it is, who is wanted, whether it is over. */

/** A question and an answer that say the same as the words of a severity do. */
export interface Impact {
  /** The question mentions one phrase of each list. */
  readonly asks: readonly (readonly string[])[];
  /** An answer that says so; a plain yes when there is none. */
  readonly answers: readonly string[];
  /** The severity's definition, or an example of it, mentions one phrase of each list. */
  readonly says: readonly (readonly string[])[];
}

const WHO = [
  "users",
  "user",
  "customers",
  "customer",
  "clients",
  "tenants",
  "regions",
  "accounts",
  "scope",
  "extent",
] as const;
const HOW_MANY = ["affected", "impacted", "impact", "scope", "extent", "many", "down"] as const;

export const IMPACTS: readonly Impact[] = [
  {
    asks: [WHO, HOW_MANY],
    answers: ["all", "everyone", "everybody", "every", "100", "entire", "global", "total"],
    says: [
      ["complete", "completely", "total", "full", "entire", "all", "global", "site wide", "every*"],
      ["outage*", "unavailab*", "down", "users", "customers", "inaccessible"],
    ],
  },
  {
    asks: [WHO, HOW_MANY],
    answers: ["partial", "partially", "some", "subset", "many", "most"],
    says: [
      [
        "partial*",
        "impaired",
        "degrad*",
        "subset",
        "some users",
        "some customers",
        "many users",
        "significant*",
        "major",
      ],
    ],
  },
  {
    asks: [
      ["data", "records", "database"],
      ["risk", "loss", "lost", "corrupt*", "leak*", "exposed", "integrity", "stolen", "affected"],
    ],
    answers: [],
    says: [
      ["data", "records"],
      ["loss", "lost", "corrupt*", "leak*", "breach*", "exposed", "integrity", "stolen", "risk"],
    ],
  },
  {
    asks: [["security", "breach*", "unauthori*", "compromise*", "intrusion", "attack*"]],
    answers: [],
    says: [
      [
        "security breach*",
        "security incident*",
        "breach*",
        "unauthori*",
        "compromise*",
        "intrusion",
      ],
    ],
  },
];

/** Beside an audience: a yes means that it is told. */
export const TELLING_WORDS = ["notif*", "inform*", "tell", "communicat*", "announce*", "update*"];

/** Behind or before a role: a yes means that it takes part. */
export const WANTED_WORDS = ["needed", "required", "necessary", "wanted", "engage", "involve"];

/** What such a question says beside the role. */
export const ASKING_WORDS = [
  "is",
  "are",
  "do",
  "we",
  "should",
  "be",
  "to",
  "or",
  "and",
  "there",
  "now",
];

/** Points that show that it is over. */
export const VERIFICATION_WORDS = [
  "verif*",
  "validat*",
  "confirm*",
  "before resolving",
  "recovered",
];
/** Where such points are those before the end of an incident, and not of something else. */
export const ENDING_WORDS = ["resol*", "recover*", "closure", "closing", "all clear", "end of*"];
