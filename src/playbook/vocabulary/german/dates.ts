/** German words of calendar dates. */

export const MONTH_STARTS: Readonly<Record<string, number>> = {
  jän: 1,
  mär: 3,
  mrz: 3,
  mai: 5,
  okt: 10,
  dez: 12,
};
export const WEEK_MARKS = ["woche "];
export const ROW_MARKS = ["woche", "kw"];
export const DATE_LEADS = [
  "woche",
  "vom",
  "beginn",
  "montag",
  "dienstag",
  "mittwoch",
  "donnerstag",
  "freitag",
  "samstag",
  "sonnabend",
  "sonntag",
];
export const DATE_LEAD_WORDS = ["mo", "di", "mi", "do", "fr", "sa", "so", "ab", "von", "kw"];
export const DATE_RANGE_WORDS = ["bis"];
