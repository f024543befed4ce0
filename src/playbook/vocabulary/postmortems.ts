/**
 * What tells a postmortem's template from other text, and by when it is wanted.
 * All languages together; `english/postmortems.ts` says what each table is for.
 */

import { wordSet, words } from "./languages.ts";

export const POSTMORTEM_PHRASES = words(({ postmortems }) => postmortems.POSTMORTEM_PHRASES);
export const SECTION_PHRASES = words(({ postmortems }) => postmortems.SECTION_PHRASES);
export const DUE_LEADS = words(({ postmortems }) => postmortems.DUE_LEADS);
export const DUE_AFTER = words(({ postmortems }) => postmortems.DUE_AFTER);
export const INCIDENT_ENDS = words(({ postmortems }) => postmortems.INCIDENT_ENDS);
export const DUE_IN = words(({ postmortems }) => postmortems.DUE_IN);
export const DUE_UNITS = words(({ postmortems }) => postmortems.DUE_UNITS);
export const DUE_NOT_BEFORE = words(({ postmortems }) => postmortems.DUE_NOT_BEFORE);
export const DEADLINE_LABELS = words(({ postmortems }) => postmortems.DEADLINE_LABELS);
export const POSTMORTEM_STEMS = words(({ postmortems }) => postmortems.POSTMORTEM_STEMS);
export const POSTMORTEM_WORK = words(({ postmortems }) => postmortems.POSTMORTEM_WORK);
export const POSTMORTEM_WANTED = words(({ postmortems }) => postmortems.POSTMORTEM_WANTED);
export const POSTMORTEM_MEETINGS = words(({ postmortems }) => postmortems.POSTMORTEM_MEETINGS);
export const POSTMORTEM_WRITING = words(({ postmortems }) => postmortems.POSTMORTEM_WRITING);
export const DUE_HEADINGS = words(({ postmortems }) => postmortems.DUE_HEADINGS);
export const OTHER_WORK = words(({ postmortems }) => postmortems.OTHER_WORK);
export const GENERIC_WORDS = wordSet(({ postmortems }) => postmortems.GENERIC_WORDS);
export const FIELD_COLUMNS = words(({ postmortems }) => postmortems.FIELD_COLUMNS);
export const VALUE_COLUMNS = words(({ postmortems }) => postmortems.VALUE_COLUMNS);
export const POSTMORTEM_ONLY = words(({ postmortems }) => postmortems.POSTMORTEM_ONLY);
export const INCIDENT_NOUNS = words(({ postmortems }) => postmortems.INCIDENT_NOUNS);
