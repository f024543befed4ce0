/**
 * Letters and digits as ranges, for the inside of a character class that is compared without regard to case.
 *
 * `\p{L}` says it better, but V8 takes a millisecond to build each expression that looks for it without
 * regard to case, and a playbook is compiled once in the life of a process. Whole blocks of a script
 * count, its rare signs included; what no script owns (punctuation, arrows, strokes, emoji) is exact.
 */

/** Like `\p{L}` below U+10000. */
export const LETTERS =
  "A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02C1\\u0370-\\u1FFC" +
  "\\u2C00-\\u2DDE\\u3005\\u3006\\u3031-\\u3035\\u3041-\\uD7FB\\uF900-\\uFDFB\\uFE70-\\uFEFC" +
  "\\uFF21-\\uFF3A\\uFF41-\\uFF5A\\uFF66-\\uFFDC";

/** Like `\p{L}\p{N}` below U+10000. */
export const LETTERS_AND_DIGITS =
  `${LETTERS}0-9\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE\\u2070-\\u2079\\u2080-\\u2089` +
  "\\u2150-\\u2189\\u2460-\\u249B\\u24EA-\\u24FF\\u2776-\\u2793\\uFF10-\\uFF19";
