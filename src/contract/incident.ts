/** Incidents: the list, the whole of one, and what is done to it. */

import { z } from "zod";
import { LINK_RELATIONS } from "../domain/incident-links.ts";
import { INCIDENT_MODES } from "../domain/incident-mode.ts";
import { alertSchema } from "./alert.ts";
import { changeEventSchema } from "./change-event.ts";
import { toldAtSchema } from "./entry-mark.ts";
import { incidentStatusSchema } from "./incident-status.ts";
import { nextStepSchema } from "./incident-step.ts";
import { notificationSchema } from "./notification.ts";
import { taskSchema } from "./task.ts";
import {
  durationSchema,
  givenInstantSchema,
  idSchema,
  instantSchema,
  limitSchema,
  textSchema,
} from "./wire.ts";

export const incidentNumberSchema = z
  .string()
  .regex(/^\d{8}-\d{3,6}$/)
  .meta({ description: "`YYYYMMDD-NNN`", examples: ["20261123-001"] });

export const publicStatusSchema = z.enum(["investigating", "identified", "monitoring", "resolved"]);

export const incidentSummarySchema = z
  .object({
    number: incidentNumberSchema,
    title: z.string(),
    severity: z.string(),
    severityName: z.string(),
    status: incidentStatusSchema,
    publicStatus: publicStatusSchema,
    team: z.string().nullable(),
    openedAt: instantSchema,
    acknowledgedAt: instantSchema.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: instantSchema.nullable(),
    closedAt: instantSchema.nullable(),
    firingAlerts: z.int(),
    snoozedUntil: instantSchema
      .nullable()
      .meta({ description: "Nobody is paged until then; null when it is not snoozed" }),
    mergedInto: incidentNumberSchema
      .nullable()
      .meta({ description: "Where it ended, when it was merged: it is closed then" }),
    mode: z
      .enum(INCIDENT_MODES)
      .meta({ description: "Drills and tests page like real ones, and are counted apart" }),
  })
  .meta({ id: "IncidentSummary" });
export type IncidentSummaryJson = z.infer<typeof incidentSummarySchema>;

const clockSchema = z
  .object({
    kind: z.enum(["response", "resolution", "communication"]),
    audience: z.string().nullable(),
    target: durationSchema,
    startedAt: instantSchema,
    dueAt: instantSchema,
    warnedAt: instantSchema.nullable(),
    breachedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    outcome: z.enum(["met", "breached", "superseded"]).nullable(),
    elapsed: durationSchema.meta({
      description:
        "What counts towards the target: pauses and, where it runs in working time, other hours left out; what had counted under a severity as bad or worse included",
    }),
    pausedUntil: instantSchema
      .nullable()
      .meta({ description: "It is paused, and runs again by itself then" }),
    inWorkingTime: z.boolean().meta({ description: "It runs in working hours only" }),
  })
  .meta({ id: "Clock", description: "One judged stretch of a clock" });
export type ClockJson = z.infer<typeof clockSchema>;

const escalationSchema = z
  .object({
    mode: z.enum(["running", "role-only", "stopped"]).meta({
      description:
        "`role-only`: acknowledged, but a role that the severity engages is not accepted yet",
    }),
    round: z.int(),
    assignedTo: z
      .string()
      .nullable()
      .meta({ description: "Whom the paging was moved to: called on first in each round" }),
    next: z
      .object({
        role: z.string(),
        people: z.array(z.string()),
        channels: z
          .array(z.string())
          .meta({ description: "By what each of them is reached first, in the same order" }),
        at: instantSchema,
        because: z.enum(["step", "snooze", "lapse", "asked"]).meta({
          description:
            "`step`: the policy's next step. `snooze`, `lapse`: the snooze or the acknowledgement ends then. `asked`: somebody who was paged by hand has not answered",
        }),
      })
      .nullable()
      .meta({ description: "Who is told next if nothing changes; null when nobody is" }),
  })
  .meta({ id: "Escalation" });
export type EscalationJson = z.infer<typeof escalationSchema>;

const incidentLinkSchema = z
  .object({
    relation: z.enum(LINK_RELATIONS).meta({
      description:
        "`merged-into`, `duplicate-of`: this one ended in the other. `includes`, `duplicated-by`: the other in this one. `alerts-to`, `alerts-from`: alerts were moved. `split-from`: it was made of alerts of the other",
    }),
    number: incidentNumberSchema,
    title: z
      .string()
      .nullable()
      .meta({ description: "Null where it may not be seen, or is kept no longer" }),
    status: incidentStatusSchema.nullable(),
  })
  .meta({ id: "IncidentLink" });

export const incidentDetailSchema = incidentSummarySchema
  .extend({
    playbookHash: z.string(),
    clocks: z.array(clockSchema),
    escalation: escalationSchema,
    roles: z
      .array(
        z.object({
          role: z.string(),
          person: z.string().nullable(),
          offeredTo: z
            .string()
            .nullable()
            .meta({ description: "Who was asked to take it and has not answered yet" }),
        }),
      )
      .meta({ description: "Roles accepted, asked for, or offered" }),
    acknowledgements: z
      .object({
        needed: z.int().meta({ description: "How many people must acknowledge" }),
        by: z.array(z.string()).meta({ description: "Who has" }),
        missing: z.int().meta({ description: "How many more must" }),
        asked: z
          .array(z.string())
          .meta({ description: "Who was paged and has not answered yet, while more must" }),
      })
      .meta({ description: "Where a severity wants several people to acknowledge" }),
    responders: z
      .array(
        z.object({
          person: z.string(),
          role: z.string(),
          joinedAt: instantSchema
            .nullable()
            .meta({ description: "Null while they were asked and have not answered" }),
        }),
      )
      .meta({ description: "Asked by hand to take part, and recorded as taking part" }),
    tasks: z.array(taskSchema).meta({ description: "Tasks that are open" }),
    nextStep: nextStepSchema.nullable().meta({
      description: "What to do next by the playbook; null: nothing that it asks for is left",
    }),
    actions: z
      .array(z.object({ text: z.string(), line: z.int() }))
      .meta({ description: "What the playbook asks a person to do, with its line" }),
    alerts: z.array(alertSchema),
    notifications: z.array(notificationSchema),
    changes: z
      .array(changeEventSchema)
      .meta({ description: "What was changed in the day before it and since, the newest first" }),
    links: z
      .array(incidentLinkSchema)
      .meta({ description: "Other incidents that it was merged with, split from or related to" }),
    proposedSeverity: z
      .object({
        severity: z.string(),
        because: z.string().meta({ description: "The answer, and the playbook's line" }),
      })
      .nullable()
      .meta({
        description:
          "A worse severity that answers to checklists speak for, until a person sets one",
      }),
    lastSeq: z.int(),
  })
  .meta({ id: "Incident" });
export type IncidentDetailJson = z.infer<typeof incidentDetailSchema>;

export const listIncidentsQuerySchema = z.object({
  status: incidentStatusSchema.optional(),
  limit: limitSchema,
  before: idSchema
    .optional()
    .meta({ description: "The next page: `nextBefore` of the page before it" }),
});

export const incidentListSchema = z
  .object({
    incidents: z.array(incidentSummarySchema).meta({ description: "The newest first" }),
    nextBefore: z
      .string()
      .nullable()
      .meta({ description: "Ask again with before= this; null at the end" }),
  })
  .meta({ id: "IncidentList" });
export type IncidentListJson = z.infer<typeof incidentListSchema>;

export const reasonSchema = textSchema(2000);

export const declareIncidentSchema = z
  .object({
    title: textSchema(500),
    severity: textSchema(50)
      .optional()
      .meta({ description: "A severity of the playbook; its worst when left out" }),
    description: textSchema(20_000).optional(),
    team: textSchema(100).optional(),
    mode: z.enum(INCIDENT_MODES).optional().meta({ description: "`real` when left out" }),
  })
  .meta({ id: "DeclareIncident" });
export type DeclareIncidentInput = z.infer<typeof declareIncidentSchema>;

export const noteSchema = z
  .object({ text: textSchema(20_000), at: toldAtSchema.optional() })
  .meta({ id: "AddNote" });
export type NoteInput = z.infer<typeof noteSchema>;

const factSchema = textSchema(1000).optional();
/** What is said of the incident, where no record has it. */
export const statedFactsSchema = z
  .strictObject({
    title: factSchema,
    impact: factSchema.meta({ description: "Who notices what" }),
    affected: factSchema.meta({ description: "What is affected: API availability" }),
    service: factSchema.meta({ description: "What works again at the end: API" }),
    cause: factSchema,
    fix: factSchema,
  })
  .meta({ id: "StatedFacts" });

const draftInputs = {
  template: textSchema(200)
    .optional()
    .meta({ description: "A message template of the playbook: its id, or words of its title" }),
  publicStatus: publicStatusSchema.optional(),
  facts: statedFactsSchema.optional().meta({ description: "Remembered for later messages" }),
  nextUpdateAt: instantSchema
    .optional()
    .meta({ description: "By the communication clock when left out" }),
};

export const draftSchema = z.object(draftInputs).meta({ id: "DraftMessages" });
export type DraftInput = z.infer<typeof draftSchema>;

export const draftsSchema = z
  .object({
    drafts: z.array(
      z.object({
        template: z.string().meta({ description: "Its id" }),
        title: z.string(),
        channel: z.string(),
        line: z.int().meta({ description: "Of the playbook" }),
        text: z.string(),
        missing: z
          .array(z.string())
          .meta({ description: "What a person has to fill in before it is sent" }),
      }),
    ),
  })
  .meta({ id: "Drafts" });
export type DraftsJson = z.infer<typeof draftsSchema>;

export const updateSchema = z
  .object({
    audience: textSchema(100)
      .optional()
      .meta({ description: "Whose communication clock starts again; everybody's when left out" }),
    text: textSchema(20_000)
      .optional()
      .meta({ description: "Needed without `template`; nothing in it may be left to fill in" }),
    ...draftInputs,
  })
  .refine(({ text, template }) => (text === undefined) !== (template === undefined), {
    message: "give either `text` or `template`",
  })
  .meta({ id: "PostUpdate" });
export type UpdateInput = z.infer<typeof updateSchema>;

export const changeSeveritySchema = z
  .object({ severity: textSchema(50), reason: reasonSchema })
  .meta({ id: "ChangeSeverity" });
export type ChangeSeverityInput = z.infer<typeof changeSeveritySchema>;

export const acceptSeveritySchema = z
  .object({
    severity: textSchema(50)
      .optional()
      .meta({ description: "What was seen as proposed: refused where another one is by now" }),
  })
  .meta({ id: "AcceptSeverity" });
export type AcceptSeverityInput = z.infer<typeof acceptSeveritySchema>;

export const resolveSchema = z
  .object({ reason: reasonSchema.optional() })
  .meta({ id: "ResolveIncident" });
export type ResolveInput = z.infer<typeof resolveSchema>;

export const reopenSchema = z.object({ reason: reasonSchema }).meta({ id: "ReopenIncident" });
export type ReopenInput = z.infer<typeof reopenSchema>;

export const mergeSchema = z
  .object({
    into: incidentNumberSchema.meta({ description: "The incident that goes on" }),
    reason: reasonSchema.optional(),
    duplicate: z
      .boolean()
      .optional()
      .meta({ description: "It told of the same from the beginning" }),
  })
  .meta({ id: "MergeIncident" });
export type MergeInput = z.infer<typeof mergeSchema>;

const alertIdsSchema = z.array(idSchema).min(1).max(100);

export const splitSchema = z
  .object({
    alerts: alertIdsSchema.meta({ description: "Ids of alerts of this incident" }),
    title: textSchema(500)
      .optional()
      .meta({ description: "That of the first alert that fires when left out" }),
    reason: reasonSchema.optional(),
  })
  .meta({ id: "SplitIncident" });
export type SplitInput = z.infer<typeof splitSchema>;

export const moveAlertsSchema = z
  .object({
    alerts: alertIdsSchema.meta({ description: "Ids of alerts, in whichever incidents" }),
    to: incidentNumberSchema,
    reason: reasonSchema.optional(),
  })
  .meta({ id: "MoveAlerts" });
export type MoveAlertsInput = z.infer<typeof moveAlertsSchema>;

export const relateSchema = z
  .object({ to: incidentNumberSchema, reason: reasonSchema.optional() })
  .meta({ id: "RelateIncident" });
export type RelateInput = z.infer<typeof relateSchema>;

export const callSchema = z
  .object({
    whom: textSchema(200).meta({
      description: "A person, a schedule, a role or a team, by name",
      examples: ["Priya", "Secondary"],
    }),
  })
  .meta({ id: "CallOn" });
export type CallInput = z.infer<typeof callSchema>;

export const reassignSchema = callSchema
  .extend({ reason: reasonSchema.optional() })
  .meta({ id: "Reassign" });
export type ReassignInput = z.infer<typeof reassignSchema>;

export const snoozeSchema = z
  .object({
    until: givenInstantSchema.meta({
      description: "A day away at most where the severity pages, else a week",
    }),
    reason: reasonSchema.optional(),
  })
  .meta({ id: "Snooze" });
export type SnoozeInput = z.infer<typeof snoozeSchema>;

export const unacknowledgeSchema = z
  .object({ reason: reasonSchema.optional() })
  .meta({ id: "Unacknowledge" });
export type UnacknowledgeInput = z.infer<typeof unacknowledgeSchema>;

export const acknowledgeManySchema = z
  .object({ numbers: z.array(incidentNumberSchema).min(1).max(100) })
  .meta({ id: "AcknowledgeMany" });
export type AcknowledgeManyInput = z.infer<typeof acknowledgeManySchema>;

export const acknowledgedManySchema = z
  .object({
    results: z
      .array(
        z.object({
          number: incidentNumberSchema,
          refused: z
            .object({ code: z.string(), message: z.string() })
            .nullable()
            .meta({ description: "Why it was not acknowledged by this request; null when it was" }),
        }),
      )
      .meta({ description: "Each answered by itself, in the order of the request" }),
  })
  .meta({ id: "AcknowledgedMany" });
export type AcknowledgedManyJson = z.infer<typeof acknowledgedManySchema>;
