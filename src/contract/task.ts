/** Tasks of an incident, and the action items that follow it. */

import { z } from "zod";
import { ACTION_STATUSES } from "../domain/action-item.ts";
import { givenInstantSchema, instantSchema, textSchema } from "./wire.ts";

export const taskSchema = z
  .object({
    task: z.int().meta({ description: "Its number in the incident" }),
    text: z.string(),
    person: z.string().nullable().meta({ description: "Null while it is nobody's" }),
    dueAt: instantSchema.nullable(),
    acceptedAt: instantSchema
      .nullable()
      .meta({ description: "When its person said that they have understood" }),
  })
  .meta({ id: "Task" });
export type TaskJson = z.infer<typeof taskSchema>;

const personSchema = textSchema(200).meta({ description: "By name", examples: ["Priya"] });

export const addTaskSchema = z
  .object({
    text: textSchema(2000),
    person: personSchema.optional(),
    dueAt: givenInstantSchema.optional().meta({ description: "Within a week" }),
  })
  .meta({ id: "AddTask" });

export const assignTaskSchema = z.object({ person: personSchema }).meta({ id: "AssignTask" });

/** Of a task or an action item, in a path. */
export const itemNumberSchema = z.coerce.number().int().min(1).max(1_000_000);

export const actionSchema = z
  .object({
    incident: z.string().meta({ description: "Its number, `YYYYMMDD-NNN`" }),
    incidentTitle: z.string(),
    item: z.int().meta({ description: "Its number in the incident" }),
    text: z.string(),
    owner: z.string().nullable(),
    dueAt: instantSchema.nullable(),
    status: z.enum(ACTION_STATUSES),
    purpose: z.enum(["action", "task", "postmortem"]).meta({
      description:
        "`task`: it was one during the incident. `postmortem`: to write it, by the playbook's deadline",
    }),
    createdAt: instantSchema,
    changedAt: instantSchema,
  })
  .meta({ id: "ActionItem" });
export type ActionJson = z.infer<typeof actionSchema>;

export const actionListSchema = z
  .object({
    actions: z.array(actionSchema).meta({ description: "What is due first at the top" }),
  })
  .meta({ id: "ActionItemList" });
export type ActionListJson = z.infer<typeof actionListSchema>;

export const listActionsQuerySchema = z.object({
  status: z
    .enum(["open", "all"])
    .default("open")
    .meta({ description: "`open`: neither done nor dropped" }),
});

export const addActionSchema = z
  .object({
    text: textSchema(2000),
    owner: personSchema.optional(),
    dueAt: givenInstantSchema.optional(),
  })
  .meta({ id: "AddActionItem" });
export type AddActionInput = z.infer<typeof addActionSchema>;

export const changeActionSchema = z
  .object({
    owner: personSchema.optional(),
    dueAt: givenInstantSchema.optional(),
    status: z.enum(ACTION_STATUSES).optional(),
    reason: textSchema(2000).optional(),
  })
  .meta({ id: "ChangeActionItem" });
export type ChangeActionInput = z.infer<typeof changeActionSchema>;
