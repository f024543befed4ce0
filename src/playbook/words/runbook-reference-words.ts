/**
 * Words around the name of a runbook that another place sends its reader to.
 * All languages together; `vocabulary/english/references.ts` says what each table is for.
 */

import { wordSet, words } from "../vocabulary/languages.ts";

export const RUNBOOK_NOUNS = words(({ references }) => references.RUNBOOK_NOUNS);
export const NAME_LEADS = wordSet(({ references }) => references.NAME_LEADS);
export const GENERAL_WORDS = wordSet(({ references }) => references.GENERAL_WORDS);
