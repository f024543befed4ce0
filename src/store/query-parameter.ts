import { cleanText } from "../domain/clean-text.ts";
import type { SqlValue } from "./statement.ts";

/** A parameter as both databases take it, its text cleaned; throws as `refuseInexact` does. */
export function queryParameter(value: unknown): SqlValue {
  refuseInexact(value);
  return typeof value === "string" ? cleanText(value) : value;
}

/**
 * Throws on what one of the databases would store as something else: node:sqlite binds a Date in first
 * place as NULL (it takes any object there for named parameters), pg sends undefined as NULL, and an
 * integer beyond 2^53 comes back rounded or not at all.
 */
export function refuseInexact(value: unknown): asserts value is SqlValue {
  if (typeof value === "string" || value === null || value instanceof Uint8Array) return;
  if (typeof value !== "number") {
    throw new TypeError(`a value of type ${typeof value} cannot be a query's parameter`);
  }
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is not an integer within 2^53: it cannot be stored exactly`);
  }
}
