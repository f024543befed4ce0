/** Words of calendar dates. */

/** How the names of the months begin. */
export const MONTH_STARTS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};
/** Before the number of a calendar week, each with what stands between them. */
export const WEEK_MARKS = ["w", "week ", "kw", "kw "];
/** Before the number of a row. */
export const ROW_MARKS = ["week", "wk", "w"];
/** How words begin that may stand before a date. */
export const DATE_LEADS = [
  "week",
  "w/c",
  "w/b",
  "wc",
  "from",
  "of",
  "starting",
  "beginning",
  "commencing",
  "start",
  "mon",
  "tue",
  "wed",
  "thu",
  "fri",
  "sat",
  "sun",
];
/** The same as whole words. */
export const DATE_LEAD_WORDS: readonly string[] = [];
/** Between the first and the last day. */
export const DATE_RANGE_WORDS = ["to"];
