/**
 * Text as every database and every JSON reader takes it: without U+0000 (PostgreSQL refuses it, SQLite
 * cuts its own functions short at it), and with each lone surrogate replaced by U+FFFD (it has no UTF-8).
 * Idempotent; text that is already clean is returned as it is.
 */
export function cleanText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();
}
