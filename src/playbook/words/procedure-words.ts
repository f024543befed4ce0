/**
 * Words that tell a procedure by its headings, and what is none.
 * All languages together; `vocabulary/english/procedures.ts` says what each table is for.
 */

import { words } from "../vocabulary/languages.ts";

export const STEP_PHRASES = words(({ procedures }) => procedures.STEP_PHRASES);
export const RESPONSE_STARTS = words(({ procedures }) => procedures.RESPONSE_STARTS);
export const RESPONSE_TOPICS = words(({ procedures }) => procedures.RESPONSE_TOPICS);
export const COLLECTION_PHRASES = words(({ procedures }) => procedures.COLLECTION_PHRASES);
export const PROBLEM_COLLECTIONS = words(({ procedures }) => procedures.PROBLEM_COLLECTIONS);
export const OTHER_PHRASES = words(({ procedures }) => procedures.OTHER_PHRASES);
export const LOOKING_TITLES = words(({ procedures }) => procedures.LOOKING_TITLES);
export const ACTING_TITLES = words(({ procedures }) => procedures.ACTING_TITLES);
export const MEANING_TITLES = words(({ procedures }) => procedures.MEANING_TITLES);
export const TITLE_FILLERS = words(({ procedures }) => procedures.TITLE_FILLERS);
export const WHOLE_PROCESS = words(({ procedures }) => procedures.WHOLE_PROCESS);
export const CASE_LEADS = words(({ procedures }) => procedures.CASE_LEADS);
export const NO_FAULTS = words(({ procedures }) => procedures.NO_FAULTS);
export const NO_FAULT_STARTS = words(({ procedures }) => procedures.NO_FAULT_STARTS);
export const COMMAND_COLUMNS = words(({ procedures }) => procedures.COMMAND_COLUMNS);
export const ACTION_COLUMNS = words(({ procedures }) => procedures.ACTION_COLUMNS);
