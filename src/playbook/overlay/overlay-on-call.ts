/** What `tocsin.yaml` says of everybody's shifts: its form. */

import * as z from "zod";
import { duration, isLocalDateTime, text } from "./overlay-values.ts";

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
    handOffNotices: z
      .boolean()
      .meta({
        description: "Whether both sides are told when a shift changes hands. Default: true.",
      })
      .exactOptional(),
    upcomingShiftNotice: z
      .union([z.literal("never"), duration], {
        error: 'must be a duration such as "24h", or "never"',
      })
      .meta({
        description:
          "How long before it begins a shift is announced to whoever has it. Default: 24h.",
        examples: ["24h", "never"],
      })
      .exactOptional(),
    phoneSeverity: text(
      "The severity that a call to the on-call number opens. Default: the worst that pages.",
      ["P1"],
    ).exactOptional(),
    testPages: z
      .enum(["monthly", "never"])
      .meta({
        description:
          "Whether whoever is on call at some time gets a test page over each verified contact method, of a working day's daytime. Default: monthly.",
      })
      .exactOptional(),
  })
  .meta({ description: "What holds for everybody's shifts, and for the on-call number." });
