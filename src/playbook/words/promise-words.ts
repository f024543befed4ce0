/**
 * Words of sentences that promise a time, or only speak of one.
 * All languages together; `vocabulary/english/promises.ts` says what each table is for.
 */

import { lists, words } from "../vocabulary/languages.ts";

export const PROMISE_WORDS = lists(({ promises }) => promises.PROMISE_WORDS);
export const PROMISE_TOPICS = words(({ promises }) => promises.PROMISE_TOPICS);
export const RECOVERY_LABELS = words(({ promises }) => promises.RECOVERY_LABELS);
export const PROMISE_ENDS = words(({ promises }) => promises.PROMISE_ENDS);
export const REVIEW_WORDS = words(({ promises }) => promises.REVIEW_WORDS);
export const NO_PROMISE_WORDS = words(({ promises }) => promises.NO_PROMISE_WORDS);
