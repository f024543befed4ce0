/** Amounts in the sentences of an alert: "the current value is 7.2%", "7.5% of requests fail, for 5m". */

import type { MeasuredValues } from "./measured-value.ts";
import { isUnit, type Quantity, readQuantity } from "./quantity.ts";

const NUMBER =
  /(?<![A-Za-z0-9.,_-])([+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)(?:\s?(%|[a-zA-Zµμ]{1,12}(?:\/s)?)(?![A-Za-z0-9]))?/g;
/** "VALUE = ", "the current value is ", "currently at " */
const STATED_BEFORE =
  /(?:^|[^A-Za-z0-9])(?:value|current|currently|now|actual|observed|measured)(?:\s+value)?(?:\s*[:=(]|\s+(?:is|of|at|was))*[\s:=(]*$/iu;
/** A threshold, or a stretch of time in which something was counted. */
const NO_VALUE_BEFORE =
  /(?:[<>≤≥=]|(?:^|[^A-Za-z0-9])(?:above|below|over|under|than|exceeds?|exceeded|threshold|limit|target|least|most|for|in|last|past|within|during|every|per)(?:\s+(?:of|is|the|last|past))*)[\s:(~]*$/iu;
/** So much before a number is looked at. */
const LOOK_BEHIND = 40;
const NUMBERS_MAX = 50;

export function proseValues(prose: string): MeasuredValues {
  const stated: { quantity: Quantity; text: string }[] = [];
  const mentioned: { quantity: Quantity; text: string }[] = [];
  let seen = 0;
  for (const match of prose.matchAll(NUMBER)) {
    seen += 1;
    if (seen > NUMBERS_MAX) break;
    const [, number = "", word = ""] = match;
    const unit = isUnit(word) ? word : "";
    const before = prose.slice(Math.max(0, match.index - LOOK_BEHIND), match.index);
    const isStated = STATED_BEFORE.test(before);
    if (!isStated && (unit === "" || NO_VALUE_BEFORE.test(before))) continue;
    const quantity = readQuantity(`${number}${unit}`);
    if (quantity === undefined) continue;
    const space = /^[a-z]/iu.test(unit) ? " " : "";
    (isStated ? stated : mentioned).push({ quantity, text: `${number}${space}${unit}` });
  }
  return { stated, mentioned };
}
