/**
 * Words of sentences that promise a time, or only speak of one.
 * All languages together; `vocabulary/english/promises.ts` says what each table is for.
 */

import { lists, words } from "../vocabulary/languages.ts";

export const CLOCK_WORDS = lists(({ promises }) => promises.CLOCK_WORDS);
export const LIMIT_WORDS = words(({ promises }) => promises.LIMIT_WORDS);
export const NO_PROMISE_WORDS = words(({ promises }) => promises.NO_PROMISE_WORDS);
export const AT_ONCE_WORDS = words(({ promises }) => promises.AT_ONCE_WORDS);
