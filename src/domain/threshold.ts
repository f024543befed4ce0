/** Whether what an alert says was measured passes a threshold of the playbook. */

import type { MeasuredValue, MeasuredValues } from "./measured-value.ts";
import type { Condition } from "./playbook.ts";
import { convert, readingsIn } from "./quantity.ts";

export interface ThresholdVerdict {
  readonly isMet: boolean;
  /** The value that says so. */
  readonly value: MeasuredValue;
}

/**
 * What the values say of a threshold; undefined when they say nothing. Where a value may be read in two
 * ways, or several stand there, one that passes it is enough: rather a page too many.
 */
export function judgeThreshold(
  { stated, mentioned }: MeasuredValues,
  condition: Condition,
): ThresholdVerdict | undefined {
  const comparable = stated.flatMap((value) => {
    const readings = readingsIn(value.quantity, condition.unit);
    return readings.length === 0 ? [] : [{ value, readings }];
  });
  // In a sentence a number counts by its unit alone: "5m" there is a stretch of time, never five thousandths.
  const passing =
    comparable.length > 0
      ? comparable.find(({ readings }) => readings.some((reading) => holds(reading, condition)))
          ?.value
      : mentioned.find(({ quantity }) => holds(convert(quantity, condition.unit), condition));
  if (passing !== undefined) return { isMet: true, value: passing };
  const [missing] = comparable;
  return missing === undefined ? undefined : { isMet: false, value: missing.value };
}

/** Whether an amount in a condition's own unit is as the condition says. */
export function holds(reading: number | undefined, { operator, value }: Condition): boolean {
  if (reading === undefined) return false;
  switch (operator) {
    case "<":
      return reading < value;
    case "<=":
      return reading <= value;
    case ">":
      return reading > value;
    case ">=":
      return reading >= value;
    case "=":
      return reading === value;
  }
}
