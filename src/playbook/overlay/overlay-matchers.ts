/** Matchers on labels in `tocsin.yaml`, one text or a list of them. */

import * as z from "zod";
import { parseMatchers } from "../../domain/matcher.ts";

interface Wanted {
  readonly description: string;
  readonly examples: string[];
  /** Without any, every alert would be meant. */
  readonly atLeastOne?: true;
}

export function matchers({ description, examples, atLeastOne }: Wanted) {
  const problemIn = (written: unknown): string | undefined => {
    const parsed = parseMatchers(String(written));
    if (parsed.kind === "invalid") return parsed.message.replace(/\.$/u, "");
    return atLeastOne === true && parsed.matchers.length === 0 ? "there is none" : undefined;
  };
  const one = z
    .string()
    .refine((written) => problemIn(written) === undefined, {
      error: ({ input }) => `must be matchers as Alertmanager has them: ${problemIn(input)}`,
    })
    .meta({
      description: "Matchers in Alertmanager's syntax, one or several separated by commas.",
      examples,
    });
  const several = atLeastOne === true ? z.array(one).min(1) : z.array(one);
  return z.union([one.transform((written) => [written]), several]).meta({ description });
}
