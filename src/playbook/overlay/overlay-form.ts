/**
 * The form of `tocsin.yaml`: the one definition behind its validation, its TypeScript types and the
 * published JSON Schema (docs/decisions/overlay-schema.md). Messages are the end of a sentence that
 * begins with the value's path: "must be …".
 */

import * as z from "zod";
import { WEEKDAYS } from "../../domain/schedule/schedule.ts";
import { checks } from "./overlay-checks.ts";
import { escalation, workingHours } from "./overlay-escalation.ts";
import { flapping } from "./overlay-flapping.ts";
import { inhibit } from "./overlay-inhibit.ts";
import { maintenance } from "./overlay-maintenance.ts";
import { onCall } from "./overlay-on-call.ts";
import { routes } from "./overlay-routes.ts";
import { override, schedules } from "./overlay-schedules.ts";
import {
  contactMethod,
  notificationRules,
  text,
  timeOfDay,
  timeZone,
  webhookAddress,
} from "./overlay-values.ts";

const person = z
  .strictObject({
    name: text("As the playbook's rotation writes it.", ["Priya"]),
    title: text("A title that roles of the escalation matrix may name.", ["CTO"]).exactOptional(),
    timeZone: timeZone("The zone in which this person's times are shown.").exactOptional(),
    role: z
      .enum(["viewer", "responder", "manager", "admin"])
      .meta({ description: "What this person may do in Tocsin. Default: responder." })
      .exactOptional(),
    teams: z
      .array(text("A team's name."))
      .meta({
        description:
          "Teams this person belongs to, and is confined to in Tocsin. Default: none, which is no limit.",
      })
      .exactOptional(),
    contact: z
      .array(contactMethod)
      .meta({ description: "Ways to reach this person, tried in this order." })
      .default([]),
    rules: notificationRules.exactOptional(),
    access: z
      .array(text("An item of the playbook's required access, as written there."))
      .meta({ description: "Items of the playbook's *required access* this person has confirmed." })
      .exactOptional(),
  })
  .meta({ description: "Somebody who can be on call." });

const roleTarget = z
  .strictObject({
    column: text("A column of the rotation table.", ["Primary"]).exactOptional(),
    schedule: text('A schedule of "schedules".').exactOptional(),
    person: text("A person by name.", ["Priya"]).exactOptional(),
  })
  .refine((target) => Object.values(target).length === 1, {
    error: 'must give one of "column", "schedule" and "person"',
  })
  .meta({
    oneOf: [{ required: ["column"] }, { required: ["schedule"] }, { required: ["person"] }],
  });

const stepOverride = z.strictObject({
  command: text("The command line exactly as the playbook writes it."),
  argv: z
    .array(z.string())
    .min(1)
    .meta({ description: "The program and its arguments to run instead." }),
  reason: text("Why, shown beside the step.").exactOptional(),
});

const service = z.strictObject({
  name: text("The service's name.", ["tracking-api"]),
  description: text("What it does, for somebody who has never seen it.").exactOptional(),
  team: text("The team that owns it.").exactOptional(),
  dependsOn: z
    .array(text("Another service of the catalogue."))
    .meta({ description: "Services it cannot do without." })
    .exactOptional(),
});

const rotation = z.strictObject({
  repeats: z
    .literal(true)
    .meta({ description: "true: the table is meant to begin again after its last row." })
    .exactOptional(),
  startsOn: z
    .enum(WEEKDAYS)
    .meta({ description: "The weekday on which its shifts are meant to begin." })
    .exactOptional(),
});

export const overlayForm = z
  .strictObject({
    timeZone: timeZone(
      "The playbook's time zone: hand-offs and incident numbers. Default: UTC.",
    ).exactOptional(),
    handoffTime: timeOfDay("When a shift is handed over. Default: 09:00.").exactOptional(),
    people: z
      .array(person)
      .meta({ description: "The people of the rotation, and how to reach them." })
      .default([]),
    roles: z
      .record(z.string(), roleTarget)
      .meta({
        description:
          "Roles the escalation matrix names, and the rotation column, schedule or person that fills each.",
      })
      .default({}),
    escalation: z
      .record(z.string(), escalation)
      .meta({ description: "By severity: whom it pages when, and what an acknowledgement is." })
      .default({}),
    webhooks: z
      .record(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u), webhookAddress)
      .meta({ description: "Programs of your own that steps may call on, by name." })
      .exactOptional(),
    workingHours: workingHours.exactOptional(),
    catchAll: z
      .array(text("A person by name."))
      .meta({ description: "Paged when nobody has answered the last round." })
      .default([]),
    routes: routes.default([]),
    stepOverrides: z
      .array(stepOverride)
      .meta({ description: "Corrections of runbook commands that cannot run as written." })
      .default([]),
    audiences: z
      .record(
        z.string(),
        z.strictObject({
          channels: z
            .array(contactMethod)
            .meta({ description: "Where updates for them are sent." }),
        }),
      )
      .meta({
        description:
          "Audiences the playbook names (Management, Customers), and where they are told.",
      })
      .default({}),
    measures: z
      .record(z.string(), text("PromQL.", ["sum(rate(http_requests_total[5m]))"]))
      .meta({
        description:
          "Measures the playbook names (error rate, p95), and the PromQL that gives each.",
      })
      .default({}),
    runbookDefaults: z
      .strictObject({
        namespace: z
          .string()
          .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
            error: "must be a Kubernetes namespace",
          })
          .meta({ description: "Where kubectl commands without -n go." })
          .exactOptional(),
        prometheus: z
          .string()
          .regex(/^https?:\/\/[^\s/?#@]+(?:[/][^\s?#]*)?$/, { error: "must be an http(s) address" })
          .meta({
            description: "The Prometheus that answers measures.",
            examples: ["http://prometheus:9090"],
          })
          .exactOptional(),
      })
      .meta({ description: "Completions for what runbook commands leave out." })
      .default({}),
    services: z.array(service).meta({ description: "The service catalogue." }).exactOptional(),
    schedules: schedules.exactOptional(),
    overrides: z
      .array(override)
      .meta({ description: "Who is on call changes for a while; the later line counts." })
      .exactOptional(),
    rotations: z
      .record(z.string(), rotation)
      .meta({ description: "What is meant by a rotation table, by the rotation's id." })
      .exactOptional(),
    onCall: onCall.exactOptional(),
    inhibit: inhibit.exactOptional(),
    maintenance: maintenance.exactOptional(),
    flapping: flapping.exactOptional(),
    checks: checks.exactOptional(),
  })
  .meta({
    title: "tocsin.yaml",
    description: "What an incident response playbook does not say, for Tocsin.",
  });
