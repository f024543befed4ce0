/** `inhibit:` in `tocsin.yaml`: alerts that others keep from paging. */

import * as z from "zod";
import { parseMatchers } from "../../domain/matcher.ts";
import { text } from "./overlay-values.ts";

const EQUAL_MAX = 20;

const matchersText = z
  .string()
  .refine((written) => problemIn(written) === undefined, {
    error: ({ input }) => `must be matchers as Alertmanager has them: ${problemIn(input)}`,
  })
  .meta({
    description: "Matchers in Alertmanager's syntax, one or several separated by commas.",
    examples: ['severity="critical"'],
  });

/** One at least: without any, every alert would be meant. */
function problemIn(written: unknown): string | undefined {
  const parsed = parseMatchers(String(written));
  if (parsed.kind === "invalid") return parsed.message.replace(/\.$/u, "");
  return parsed.matchers.length === 0 ? "there is none" : undefined;
}

function matchersOf(description: string) {
  return z
    .union([matchersText.transform((written) => [written]), z.array(matchersText).min(1)])
    .meta({ description });
}

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
