/** `flapping:` in `tocsin.yaml`: when an alert that comes and goes is damped. */

import * as z from "zod";
import { durationMs, MS } from "../../domain/duration.ts";
import { duration } from "./overlay-values.ts";

/** So many are stored with each alert that changes. */
const CHANGES_MAX = 50;

function between(min: number, max: number, said: string) {
  return duration.refine((iso) => durationMs(iso) >= min && durationMs(iso) <= max, {
    error: `must be ${said}`,
  });
}

export const flapping = z
  .union(
    [
      z.literal(false),
      z.strictObject({
        changes: z
          .int()
          .min(2)
          .max(CHANGES_MAX)
          .meta({
            description:
              "So many changes from firing to ended or back; the first firing is none. Default: 3.",
          })
          .exactOptional(),
        within: between(MS.minute, MS.day, "between 1 min and a day")
          .meta({ description: "In so short a time. Default: 30m." })
          .exactOptional(),
        steady: between(MS.minute, 6 * MS.hour, "between 1 min and 6 h")
          .meta({ description: "Without a change for so long it flaps no more. Default: 15m." })
          .exactOptional(),
      }),
    ],
    { error: 'must be false, or give "changes", "within" or "steady"' },
  )
  .meta({
    description:
      "When an alert that comes and goes counts as firing through its pauses. false: never.",
  });
