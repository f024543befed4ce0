/**
 * Titles of the columns of tables.
 * All languages together; `vocabulary/english/columns.ts` says what each table is for.
 */

import { words } from "../vocabulary/languages.ts";

export const START_COLUMNS = words(({ columns }) => columns.START_COLUMNS);
export const END_COLUMNS = words(({ columns }) => columns.END_COLUMNS);
export const REMARK_COLUMNS = words(({ columns }) => columns.REMARK_COLUMNS);
export const RANK_COLUMNS = words(({ columns }) => columns.RANK_COLUMNS);
export const ROTATION_TOPICS = words(({ columns }) => columns.ROTATION_TOPICS);
export const CONTACT_TOPICS = words(({ columns }) => columns.CONTACT_TOPICS);
export const PHONE_COLUMNS = words(({ columns }) => columns.PHONE_COLUMNS);
export const EMAIL_COLUMNS = words(({ columns }) => columns.EMAIL_COLUMNS);
export const STATUS_COLUMNS = words(({ columns }) => columns.STATUS_COLUMNS);
export const ROLE_COLUMNS = words(({ columns }) => columns.ROLE_COLUMNS);
export const NAME_COLUMNS = words(({ columns }) => columns.NAME_COLUMNS);
export const REASON_COLUMNS = words(({ columns }) => columns.REASON_COLUMNS);
export const CONTACT_COLUMNS = words(({ columns }) => columns.CONTACT_COLUMNS);
export const TICKED_COLUMNS = words(({ columns }) => columns.TICKED_COLUMNS);
export const ITEM_COLUMNS = words(({ columns }) => columns.ITEM_COLUMNS);
export const EXPECTED_COLUMNS = words(({ columns }) => columns.EXPECTED_COLUMNS);
export const CONDITION_COLUMNS = words(({ columns }) => columns.CONDITION_COLUMNS);
export const TIME_COLUMNS = words(({ columns }) => columns.TIME_COLUMNS);
export const STATUS_PAGE_COLUMNS = words(({ columns }) => columns.STATUS_PAGE_COLUMNS);
