/**
 * Words of messages and of answers.
 * All languages together; `vocabulary/english/messages.ts` says what each table is for.
 */

import { lists, values, words } from "../vocabulary/languages.ts";

export const CHANNEL_WORDS = lists(({ messages }) => messages.CHANNEL_WORDS);
export const STATES = values(({ messages }) => messages.STATES);
export const SUBJECT_LABELS = words(({ messages }) => messages.SUBJECT_LABELS);
export const YES_WORDS = words(({ messages }) => messages.YES_WORDS);
export const NO_WORDS = words(({ messages }) => messages.NO_WORDS);
export const CHOICE_WORDS = words(({ messages }) => messages.CHOICE_WORDS);
export const JUDGEMENTS = words(({ messages }) => messages.JUDGEMENTS);
export const NOBODY_WORDS = words(({ messages }) => messages.NOBODY_WORDS);
