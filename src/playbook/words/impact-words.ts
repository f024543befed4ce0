/**
 * What a checklist's answers say about an incident.
 * All languages together; `vocabulary/english/impact.ts` says what each table is for.
 */

import { each, words } from "../vocabulary/languages.ts";

export const IMPACTS = each(({ impact }) => impact.IMPACTS);
export const WANTED_WORDS = words(({ impact }) => impact.WANTED_WORDS);
export const ASKING_WORDS = words(({ impact }) => impact.ASKING_WORDS);
export const TELLING_WORDS = words(({ impact }) => impact.TELLING_WORDS);
export const VERIFICATION_WORDS = words(({ impact }) => impact.VERIFICATION_WORDS);
export const ENDING_WORDS = words(({ impact }) => impact.ENDING_WORDS);
