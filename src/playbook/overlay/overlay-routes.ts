/** `routes:` in `tocsin.yaml`: from the labels of an alert to what it is. */

import * as z from "zod";
import { durationMs, MS } from "../../domain/duration.ts";
import { matchers } from "./overlay-matchers.ts";
import { duration, text } from "./overlay-values.ts";

/** Twice what PagerDuty offers: https://support.pagerduty.com/docs/auto-pause-incident-notifications */
const DELAY_MAX_MS = 30 * MS.minute;

/** More labels than that tell every alert from every other. */
const GROUP_LABELS_MAX = 20;

const route = z
  .strictObject({
    match: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
      .meta({
        description:
          "Alert labels and the values they must have; an empty map matches every alert.",
        examples: [{ severity: "critical", team: "platform" }],
      })
      .exactOptional(),
    matchers: matchers({
      description: "Matchers on the labels; all of them must hold.",
      examples: ['alertname=~"Disk.*"', 'team="web", env!="test"'],
    }).exactOptional(),
    severity: text("A severity of the playbook.", ["P1"]).exactOptional(),
    service: text("A service of the catalogue.").exactOptional(),
    runbook: text("A runbook of the playbook, by title or id.").exactOptional(),
    team: text("The team whose incident it is.", ["platform"]).exactOptional(),
    groupBy: z
      .array(text("A label's name, or ... for each alert an incident of its own."))
      .min(1)
      .max(GROUP_LABELS_MAX)
      .meta({
        description:
          "Alerts of this rule that have the same values of these labels belong to one incident, however their sender grouped them.",
        examples: [["alertname", "cluster"], ["..."]],
      })
      .exactOptional(),
    delay: duration
      .refine((iso) => durationMs(iso) >= MS.second && durationMs(iso) <= DELAY_MAX_MS, {
        error: "must be between 1 s and 30 min",
      })
      .meta({
        description:
          "For so long an alert pages nobody; one that ends before never does. Not of the worst severity.",
        examples: ["3m"],
      })
      .exactOptional(),
    delayWorst: z
      .boolean()
      .meta({ description: "true: the worst severity is delayed, too. Default: false." })
      .exactOptional(),
    continue: z
      .boolean()
      .meta({
        description: "true: rules behind it are asked for what it leaves unsaid. Default: false.",
      })
      .exactOptional(),
  })
  .refine(
    ({ severity, service, runbook, team, groupBy, delay }) =>
      (severity ?? service ?? runbook ?? team ?? groupBy ?? delay) !== undefined,
    {
      error:
        'must give at least one of "severity", "service", "runbook", "team", "groupBy", "delay"',
    },
  )
  .refine(({ delay, delayWorst }) => delayWorst === undefined || delay !== undefined, {
    error: 'must give "delay" where it gives "delayWorst"',
  })
  .refine(({ match, matchers }) => (match ?? matchers) !== undefined, {
    error: 'must give "match" or "matchers"',
  })
  .meta({
    anyOf: ["severity", "service", "runbook", "team", "groupBy", "delay"].map((key) => ({
      required: [key],
    })),
  });

export const routes = z.array(route).meta({
  description:
    "From an alert's labels to its severity, service, runbook, team and group; the first rule that matches wins.",
});
