/** What `tocsin.yaml` says of everybody's shifts: its form. */

import * as z from "zod";
import { isLocalDateTime } from "./overlay-values.ts";

const date = z
  .string()
  .refine((written) => isLocalDateTime(`${written}T00:00`), {
    error: 'must be a date such as "2026-12-25"',
  })
  .meta({ examples: ["2026-12-25"] });

export const onCall = z
  .strictObject({
    holidays: z
      .array(date)
      .meta({ description: "Days whose hours are counted as holidays, in each schedule's zone." })
      .exactOptional(),
  })
  .meta({ description: "What holds for everybody's shifts." });
