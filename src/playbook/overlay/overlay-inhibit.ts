/** `inhibit:` in `tocsin.yaml`: alerts that others keep from paging. */

import * as z from "zod";
import { matchers } from "./overlay-matchers.ts";
import { text } from "./overlay-values.ts";

const EQUAL_MAX = 20;

const matchersOf = (description: string) =>
  matchers({ description, examples: ['severity="critical"'], atLeastOne: true });

export const inhibit = z
  .array(
    z.strictObject({
      source: matchersOf("While alerts for which all of these hold fire, …"),
      target: matchersOf("… alerts for which all of these hold page nobody, …"),
      equal: z
        .array(text("A label's name.", ["cluster"]))
        .max(EQUAL_MAX)
        .meta({ description: "… where both have the same values of these labels." })
        .default([]),
    }),
  )
  .meta({
    description:
      "Alerts that page nobody while others fire, as Alertmanager's inhibit_rules; when those end and they still fire, they page.",
  });
