/** Telephone numbers in text, and the ones that were never real. */

/** Longer texts are prose; looking only at their beginning keeps the search linear. */
const TEXT_LENGTH_MAX = 400;

const CANDIDATE =
  /(?:\+\d{1,3}(?:-\d{3})?|\d-\d{3})-(?!X)[A-Z]{4,}(?![\w-])|(?:\+|\()?[\dxX][\dxX().\s/-]{1,30}[\dxX]/gu;

/**
 * The first run of digits (or of the letter x in their place) that is long enough for a number to call;
 * undefined when there is none. Short numbers such as 112 count only in `digitsMin` 3.
 */
export function findPhone(text: string, digitsMin = 6): string | undefined {
  for (const [candidate] of text.slice(0, TEXT_LENGTH_MAX).matchAll(CANDIDATE)) {
    // On a telephone letters are digits too: "+1-800-FLOWERS".
    const digits = candidate.replace(/[^\dxA-Z]/gu, "");
    if (digits.length >= digitsMin && /\d|xxx/iu.test(digits) && !isDate(candidate))
      return candidate.trim();
  }
  return undefined;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}[./]\d{1,2}[./]\d{4}$/u.test(text.trim());
}

/**
 * Numbers kept for fiction: 555-0100 to 555-0199 in North America (NANPA), and the ranges Ofcom keeps
 * for drama in the United Kingdom.
 */
const FICTIONAL = [
  /(?<!\d)555[-.\s]?01\d\d$/u,
  /7700[\s-]?900\d{3}$/u,
  /1632[\s-]?960\d{3}$/u,
  /20[\s-]?7946[\s-]?0\d{3}$/u,
];

/**
 * True of what stands where a number should be written later: x for digits, 555-0100, 000-0000,
 * 1234567890, TBD, `<phone>`.
 */
export function isPlaceholderPhone(text: string): boolean {
  if (isBlankPhone(text)) return true;
  const phone = findPhone(text, 4);
  if (phone === undefined) return false;
  return FICTIONAL.some((pattern) => pattern.test(phone.replace(/[()]/gu, "").trim()));
}

/** True of a placeholder that not even looks like a number: all but those kept for fiction. */
export function isBlankPhone(text: string): boolean {
  const written = text.trim();
  if (/^(?:tb[ad]|to ?do|[[<{].*[\]>}])$/iu.test(written)) return true;
  const phone = findPhone(written, 4);
  if (phone === undefined) return false;
  // One x before digits is an extension ("x12"); two in a row stand for digits.
  if (/x{2,}|x[-.\s]x/iu.test(phone)) return true;
  const digits = phone.replace(/\D/gu, "");
  if (digits.length >= 6 && /^(\d)\1+$/u.test(digits.slice(-7))) return true;
  return /(?:1234567890|0123456789)$/u.test(digits);
}

/** A number written as one is, with a country's code or in groups by hyphens: not just any digits in a cell. */
export function hasClearPhone(text: string): boolean {
  const phone = findPhone(text);
  if (phone === undefined || isBlankPhone(phone)) return false;
  const digits = phone.replace(/[^\dA-Z]/gu, "").length;
  if (phone.startsWith("+")) return digits >= 7;
  return digits >= 10 && /^\(?\d{1,4}\)?[\s-]\d+(?:-\d+)+$/u.test(phone);
}

/** The blank for a number that the text begins with, in a number's groups: "+1-nnn-nnn-nnnn" with an x for each n; undefined without one. */
export function numberToFillIn(text: string): string | undefined {
  return NUMBER_TO_FILL_IN.exec(text.trim())?.[0];
}

const NUMBER_TO_FILL_IN =
  /^(?:\+\d{1,3}[\s.-]?)?\(?[x\d]{2,4}\)?[\s.-]x{2,4}(?:[\s.-]x{2,4}){1,3}(?![\p{L}\d-])/iu;
