import { cleanText } from "../domain/clean-text.ts";
import type { SqlValue } from "./statement.ts";

/**
 * A parameter as both databases take it, its text cleaned. Refused are what one of them would store as
 * something else: node:sqlite binds a Date in first place as NULL (it takes any object there for named
 * parameters), pg sends undefined as NULL, and an integer beyond 2^53 comes back rounded or not at all.
 */
export function queryParameter(value: unknown): SqlValue {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is not an integer within 2^53: it cannot be stored exactly`);
    }
    return value;
  }
  if (value === null || value instanceof Uint8Array) return value;
  throw new TypeError(`a value of type ${typeof value} cannot be a query's parameter`);
}
