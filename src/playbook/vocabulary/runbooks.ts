/**
 * Words of the headings, labels and sentences of runbooks.
 * All languages together; `english/runbooks.ts` says what each table is for.
 */

import { lists, values, words } from "./languages.ts";

export const TOPIC_PHRASES = lists(({ runbooks }) => runbooks.TOPIC_PHRASES);
export const LATER_STARTS = words(({ runbooks }) => runbooks.LATER_STARTS);
export const LATER_LABELS = words(({ runbooks }) => runbooks.LATER_LABELS);
export const TELLING_PHRASES = words(({ runbooks }) => runbooks.TELLING_PHRASES);
export const MANNER_STARTS = words(({ runbooks }) => runbooks.MANNER_STARTS);
export const READ_ON_PHRASES = words(({ runbooks }) => runbooks.READ_ON_PHRASES);
export const CHOICE_PHRASES = words(({ runbooks }) => runbooks.CHOICE_PHRASES);
export const CHOICE_STARTS = words(({ runbooks }) => runbooks.CHOICE_STARTS);
export const CHOICE_ENDS = words(({ runbooks }) => runbooks.CHOICE_ENDS);
export const SHORT_THINGS = words(({ runbooks }) => runbooks.SHORT_THINGS);
export const DEPENDING_PHRASES = words(({ runbooks }) => runbooks.DEPENDING_PHRASES);
export const FAULT_PHRASES = words(({ runbooks }) => runbooks.FAULT_PHRASES);
export const TROUBLE_NOUNS = words(({ runbooks }) => runbooks.TROUBLE_NOUNS);
export const NO_CASES = words(({ runbooks }) => runbooks.NO_CASES);
export const CASE_WORDS = words(({ runbooks }) => runbooks.CASE_WORDS);
export const INTERFACE_PHRASES = words(({ runbooks }) => runbooks.INTERFACE_PHRASES);
export const INTERFACE_LEADS = words(({ runbooks }) => runbooks.INTERFACE_LEADS);
export const LOOKING_NOUNS = words(({ runbooks }) => runbooks.LOOKING_NOUNS);
export const QUESTION_STARTS = words(({ runbooks }) => runbooks.QUESTION_STARTS);
export const LOOKED_AT = words(({ runbooks }) => runbooks.LOOKED_AT);
export const OPTIONAL_PHRASES = words(({ runbooks }) => runbooks.OPTIONAL_PHRASES);
export const NO_CONDITIONS = words(({ runbooks }) => runbooks.NO_CONDITIONS);
export const WAY_WORDS = words(({ runbooks }) => runbooks.WAY_WORDS);
export const NUMBERED_WAY_WORDS = words(({ runbooks }) => runbooks.NUMBERED_WAY_WORDS);
export const ALTERNATIVE_WORDS = words(({ runbooks }) => runbooks.ALTERNATIVE_WORDS);
export const OR_WORDS = words(({ runbooks }) => runbooks.OR_WORDS);
export const NO_ALTERNATIVES = words(({ runbooks }) => runbooks.NO_ALTERNATIVES);
export const STEP_MARKS = words(({ runbooks }) => runbooks.STEP_MARKS);
export const REMEDY_LABELS = words(({ runbooks }) => runbooks.REMEDY_LABELS);
export const CONDITION_LEADS = words(({ runbooks }) => runbooks.CONDITION_LEADS);
export const CONDITION_CLAUSE_LEADS = words(({ runbooks }) => runbooks.CONDITION_CLAUSE_LEADS);
export const ITEM_CONDITION_LEADS = values(({ runbooks }) => runbooks.ITEM_CONDITION_LEADS);
export const CONDITION_ENDS = words(({ runbooks }) => runbooks.CONDITION_ENDS);
export const EVENT_LEADS = words(({ runbooks }) => runbooks.EVENT_LEADS);
export const OTHERWISE_WORDS = words(({ runbooks }) => runbooks.OTHERWISE_WORDS);
export const KIND_LEADS = words(({ runbooks }) => runbooks.KIND_LEADS);
export const NO_KINDS = words(({ runbooks }) => runbooks.NO_KINDS);
export const FORBIDDING_ENDS = words(({ runbooks }) => runbooks.FORBIDDING_ENDS);
export const PREFERENCE_VERBS = words(({ runbooks }) => runbooks.PREFERENCE_VERBS);
export const PREFERENCE_CASES = words(({ runbooks }) => runbooks.PREFERENCE_CASES);
export const RUNBOOK_PREFIXES = words(({ runbooks }) => runbooks.RUNBOOK_PREFIXES);
export const RUNBOOK_SUFFIXES = words(({ runbooks }) => runbooks.RUNBOOK_SUFFIXES);
export const DROPPED_PREFIXES = words(({ runbooks }) => runbooks.DROPPED_PREFIXES);
export const STEPS_TITLES = words(({ runbooks }) => runbooks.STEPS_TITLES);
export const GENERIC_TITLES = words(({ runbooks }) => runbooks.GENERIC_TITLES);
export const OUTPUT_NAMES = words(({ runbooks }) => runbooks.OUTPUT_NAMES);
export const OUTPUT_WORDS = words(({ runbooks }) => runbooks.OUTPUT_WORDS);
export const PERHAPS_OUTPUT_WORDS = words(({ runbooks }) => runbooks.PERHAPS_OUTPUT_WORDS);
export const EXPECTED_STARTS = words(({ runbooks }) => runbooks.EXPECTED_STARTS);
export const RUN_VERBS = words(({ runbooks }) => runbooks.RUN_VERBS);
export const REFUSALS = words(({ runbooks }) => runbooks.REFUSALS);
export const ABBREVIATIONS = words(({ runbooks }) => runbooks.ABBREVIATIONS);
export const FIRST_LOOK_TITLES = words(({ runbooks }) => runbooks.FIRST_LOOK_TITLES);
