/**
 * The English words the compilers recognise, in one place so that another language is another table.
 *
 * Phrases are lower case with single spaces; hyphens and punctuation of the text count as spaces. A
 * final `*` stands for any ending ("escalat*" is escalate, escalation, …). `mentions` matches them.
 */

/** Numbers in words before a unit of time; "first hour" and "every hour" are one hour. */
export const NUMBER_WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  every: 1,
  each: 1,
  first: 1,
  next: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  "forty five": 45,
  sixty: 60,
  ninety: 90,
  "half an": 0.5,
  "half a": 0.5,
  half: 0.5,
};

/** Names of units of time and their length in seconds. A month is 30 days; business days are days. */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  wk: 604_800,
  wks: 604_800,
  week: 604_800,
  weeks: 604_800,
  month: 2_592_000,
  months: 2_592_000,
};

/** Words that stand between a number and its unit without changing it: clocks run around the clock. */
export const DAY_KINDS = ["business", "working", "calendar", "full"] as const;

/** Words for how often, in seconds. */
export const FREQUENCY_WORDS: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: 86_400,
  nightly: 86_400,
  weekly: 604_800,
  fortnightly: 1_209_600,
  monthly: 2_592_000,
};

/** "twice a day"; "3 times per hour". */
export const TIMES_WORDS: Readonly<Record<string, number>> = { once: 1, twice: 2 };
export const TIMES_NOUN = "times";
export const PER_WORDS = ["a", "an", "per", "every", "each"] as const;

/** Between the two ends of a range, beside the dashes. */
export const RANGE_WORDS = ["to", "until", "till", "and", "through"] as const;

/** Before a time that is the end of a window starting at nothing, and the start of one that does not end. */
export const UP_TO_WORDS = ["within", "under", "less than", "up to", "first", "before"] as const;
export const FROM_ON_WORDS = ["after", "over", "more than", "beyond", "from"] as const;
/** After a time: "4 hours and more". */
export const OPEN_END_WORDS = ["and more", "or more", "and beyond", "onwards", "onward"] as const;

/** Comparisons in words. */
export const COMPARISON_WORDS: Readonly<Record<string, "<" | "<=" | ">" | ">=">> = {
  "more than": ">",
  "greater than": ">",
  "higher than": ">",
  "longer than": ">",
  above: ">",
  over: ">",
  exceeds: ">",
  exceeding: ">",
  exceeded: ">",
  "less than": "<",
  "lower than": "<",
  "fewer than": "<",
  below: "<",
  under: "<",
  "at least": ">=",
  "at most": "<=",
  "no more than": "<=",
  "not more than": "<=",
  "no less than": ">=",
};

/** Units of measure after a number, as written to as reported. */
export const MEASURE_UNITS: Readonly<Record<string, string>> = {
  "%": "%",
  percent: "%",
  ms: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "min",
  min: "min",
  mins: "min",
  minute: "min",
  minutes: "min",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  kb: "kB",
  mb: "MB",
  gb: "GB",
  tb: "TB",
  kib: "KiB",
  mib: "MiB",
  gib: "GiB",
  tib: "TiB",
  x: "x",
  rps: "req/s",
  qps: "req/s",
  "req/s": "req/s",
};

/** Words that only colour what is measured: "High error rate" measures the error rate. */
export const MEASURE_ADJECTIVES = [
  "a",
  "an",
  "the",
  "any",
  "very",
  "high",
  "higher",
  "low",
  "elevated",
  "increased",
  "reduced",
  "excessive",
  "significant",
  "severe",
  "major",
  "minor",
  "moderate",
  "affecting",
  "with",
  "when",
  "if",
  "where",
] as const;

/** Words between what is measured and its comparison, and between a value and what it is of. */
export const MEASURE_JOINS = [
  "is",
  "are",
  "was",
  "at",
  "of",
  "with",
  "has",
  "goes",
  "rises",
  "stays",
  "remains",
  "the",
  "all",
  "our",
  "your",
  "drops",
  "falls",
] as const;
/** Words after a value that begin something else than what it measures. */
export const MEASURE_STOPS = [
  "for",
  "in",
  "over",
  "on",
  "during",
  "within",
  "and",
  "or",
  "to",
  "per",
  "since",
  "from",
  "after",
  "before",
  "by",
] as const;
