/**
 * Words by which an instruction is known; `instructions.ts` says how they are used.
 * All languages together; `vocabulary/english/instructions.ts` says what each table is for.
 */

import { wordSet, words } from "../vocabulary/languages.ts";

export const CHECK_VERBS = words(({ instructions }) => instructions.CHECK_VERBS);
export const CHANGE_VERBS = words(({ instructions }) => instructions.CHANGE_VERBS);
export const VERBS = wordSet(({ instructions }) => instructions.VERBS);
export const VERB_PAIRS = wordSet(({ instructions }) => instructions.VERB_PAIRS);
export const DUTY_PAIRS = wordSet(({ instructions }) => instructions.DUTY_PAIRS);
export const NOUN_LIKE_VERBS = wordSet(({ instructions }) => instructions.NOUN_LIKE_VERBS);
export const COMPOUND_ENDS = wordSet(({ instructions }) => instructions.COMPOUND_ENDS);
export const FINITE_VERBS = wordSet(({ instructions }) => instructions.FINITE_VERBS);
export const OBJECT_STARTS = wordSet(({ instructions }) => instructions.OBJECT_STARTS);
export const NO_IMPERATIVES = wordSet(({ instructions }) => instructions.NO_IMPERATIVES);
export const BE_INSTRUCTIONS = words(({ instructions }) => instructions.BE_INSTRUCTIONS);
export const LEADS = words(({ instructions }) => instructions.LEADS);
export const DUTY_MODALS = words(({ instructions }) => instructions.DUTY_MODALS);
export const INNER_LEADS = words(({ instructions }) => instructions.INNER_LEADS);
export const PROHIBITIONS = words(({ instructions }) => instructions.PROHIBITIONS);
export const SUBORDINATE_STARTS = wordSet(({ instructions }) => instructions.SUBORDINATE_STARTS);
export const TELLING_LABELS = wordSet(({ instructions }) => instructions.TELLING_LABELS);
export const CHECK_VERBS_LAST = words(({ instructions }) => instructions.CHECK_VERBS_LAST);
export const CHANGE_VERBS_LAST = words(({ instructions }) => instructions.CHANGE_VERBS_LAST);
export const VERBS_LAST = wordSet(({ instructions }) => instructions.VERBS_LAST);
export const ASKED_WORDS = wordSet(({ instructions }) => instructions.ASKED_WORDS);
export const INNER_NEGATIONS = wordSet(({ instructions }) => instructions.INNER_NEGATIONS);
export const STATEMENT_WORDS = wordSet(({ instructions }) => instructions.STATEMENT_WORDS);
export const PARTICIPLES = wordSet(({ instructions }) => instructions.PARTICIPLES);
export const VERBS_WITH_OBJECT = wordSet(({ instructions }) => instructions.VERBS_WITH_OBJECT);
export const NOUNS_OF_CHANGE = wordSet(({ instructions }) => instructions.NOUNS_OF_CHANGE);
export const VERB_PARTICLES = wordSet(({ instructions }) => instructions.VERB_PARTICLES);
export const NO_OBJECTS = wordSet(({ instructions }) => instructions.NO_OBJECTS);
export const NO_VERB_ENDS = words(({ instructions }) => instructions.NO_VERB_ENDS);
export const ADVERB_ENDS = words(({ instructions }) => instructions.ADVERB_ENDS);
export const NO_ADVERBS = words(({ instructions }) => instructions.NO_ADVERBS);
export const PLACE_STARTS = wordSet(({ instructions }) => instructions.PLACE_STARTS);
export const PLACE_OBJECTS = wordSet(({ instructions }) => instructions.PLACE_OBJECTS);
export const PARTICIPLE_ENDS = words(({ instructions }) => instructions.PARTICIPLE_ENDS);
export const PASSIVE_VERBS = words(({ instructions }) => instructions.PASSIVE_VERBS);
export const STATEMENT_STARTS = wordSet(({ instructions }) => instructions.STATEMENT_STARTS);
export const CONSEQUENCES = wordSet(({ instructions }) => instructions.CONSEQUENCES);
