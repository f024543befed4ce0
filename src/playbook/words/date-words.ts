/**
 * Words of calendar dates.
 * All languages together; `vocabulary/english/dates.ts` says what each table is for.
 */

import { values, words } from "../vocabulary/languages.ts";

export const MONTH_STARTS = values(({ dates }) => dates.MONTH_STARTS);
export const WEEK_MARKS = words(({ dates }) => dates.WEEK_MARKS);
export const ROW_MARKS = words(({ dates }) => dates.ROW_MARKS);
export const DATE_LEADS = words(({ dates }) => dates.DATE_LEADS);
export const DATE_LEAD_WORDS = words(({ dates }) => dates.DATE_LEAD_WORDS);
export const DATE_RANGE_WORDS = words(({ dates }) => dates.DATE_RANGE_WORDS);
