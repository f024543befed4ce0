/** People and how they are reached. */

import { z } from "zod";
import { durationMs } from "../domain/duration.ts";
import { RULE_AFTER_MS_MAX, RULES_MAX } from "../domain/notification-rules.ts";
import { CONTACT_METHOD_KINDS } from "../domain/playbook.ts";
import { QUIET_HOURS_MAX } from "../domain/quiet-hours.ts";
import {
  durationSchema,
  idSchema,
  instantSchema,
  roleSchema,
  teamsSchema,
  textSchema,
} from "./wire.ts";

export const contactMethodKindSchema = z.enum(CONTACT_METHOD_KINDS);

const lastTestSchema = z.object({
  id: z.string(),
  sentAt: instantSchema,
  outcome: z.enum(["pending", "delivered", "failed", "unseen", "seen"]).meta({
    description:
      "delivered: its provider took it; seen: its reader says so; unseen: nobody said so in three days",
  }),
  reason: z.string().nullable().meta({ description: "Why it failed" }),
  seenAt: instantSchema.nullable(),
});

export const contactMethodSchema = z
  .object({
    id: z.string(),
    kind: contactMethodKindSchema,
    address: z.string(),
    verifiedAt: instantSchema.nullable(),
    lastTest: lastTestSchema.nullable().meta({ description: "The last test page over it" }),
  })
  .meta({ id: "ContactMethod" });
export type ContactMethodJson = z.infer<typeof contactMethodSchema>;

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string().nullable(),
    timeZone: z.string().nullable(),
    role: roleSchema,
    teams: z.array(z.string()),
    contactMethods: z
      .array(contactMethodSchema)
      .meta({ description: "In the order in which they are tried" }),
    reachable: z.boolean(),
    warning: z.string().nullable().meta({
      description: "What somebody who is on call at some time lacks to be reached for certain",
    }),
  })
  .meta({ id: "Person" });
export type PersonJson = z.infer<typeof personSchema>;

export const personListSchema = z
  .object({ people: z.array(personSchema) })
  .meta({ id: "PersonList" });
export type PersonListJson = z.infer<typeof personListSchema>;

export const addContactMethodSchema = z
  .object({
    kind: contactMethodKindSchema,
    address: z
      .string()
      .trim()
      .max(2000)
      .meta({ description: "E-mail address or URL; empty for the console" }),
  })
  .meta({ id: "AddContactMethod" });
export type AddContactMethodInput = z.infer<typeof addContactMethodSchema>;

export const createPersonSchema = z
  .object({
    name: textSchema(200).meta({ description: "As the playbook writes it" }),
    title: textSchema(200).optional(),
    timeZone: textSchema(100).optional().meta({ description: "IANA zone" }),
    role: roleSchema.default("responder"),
    teams: teamsSchema.default([]),
    contactMethods: z.array(addContactMethodSchema).max(20).default([]),
  })
  .meta({ id: "CreatePerson" });
export type CreatePersonInput = z.input<typeof createPersonSchema>;

export const editPersonSchema = z
  .object({
    name: textSchema(200).meta({ description: "As the playbook writes it" }),
    title: textSchema(200).nullable(),
    timeZone: textSchema(100).nullable().meta({ description: "IANA zone" }),
    role: roleSchema,
    teams: teamsSchema,
  })
  .partial()
  .meta({ id: "EditPerson", description: "What is left out stays; null takes away" });
export type EditPersonInput = z.input<typeof editPersonSchema>;

export const verificationSentSchema = z
  .object({
    expiresAt: instantSchema.meta({ description: "Until when the code can be given" }),
    accepted: z.boolean().meta({ description: "Whether the channel's provider took the message" }),
    reason: z.string().nullable().meta({ description: "Why it did not" }),
  })
  .meta({ id: "VerificationSent" });
export type VerificationSentJson = z.infer<typeof verificationSentSchema>;

export const confirmVerificationSchema = z
  .object({
    code: z
      .string()
      .max(40)
      .overwrite((code) => code.replace(/[\s-]/gu, ""))
      .regex(/^\d{6}$/u, "must be the six digits of the code")
      .meta({ description: "The six digits; blanks between them do not count" }),
  })
  .meta({ id: "ConfirmVerification" });
export type ConfirmVerificationInput = z.infer<typeof confirmVerificationSchema>;

const timeOfDaySchema = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, "must be a time of day, HH:MM")
  .meta({ examples: ["22:00"] });

/** Hours of the week, on the wall of the person's zone. */
export const quietHoursSchema = z
  .array(
    z.object({
      days: z
        .array(z.int().min(1).max(7))
        .min(1)
        .max(7)
        .meta({ description: "On which days they begin; 1 is Monday, 7 Sunday" }),
      from: timeOfDaySchema,
      to: timeOfDaySchema.meta({ description: "On the next day when no later than `from`" }),
    }),
  )
  .max(QUIET_HOURS_MAX)
  .meta({
    description:
      "When what can wait does: nothing of a severity that pages, and no page, is held back",
  });
export type QuietHoursJson = z.infer<typeof quietHoursSchema>;

const ruleListSchema = z
  .array(
    z.object({
      via: contactMethodKindSchema.meta({ description: "Every contact method of this kind" }),
      after: durationSchema.meta({ description: "Counted from when the person is called on" }),
    }),
  )
  .max(RULES_MAX);

export const notificationRulesSchema = z
  .object({
    important: ruleListSchema.meta({ description: "For what pages; the built-in when empty" }),
    default: ruleListSchema.meta({ description: "For the rest; the built-in when empty" }),
    quietHours: quietHoursSchema,
    timeZone: z.string().meta({ description: "IANA zone of the quiet hours" }),
    quietUntil: instantSchema
      .nullable()
      .meta({ description: "When the quiet hours end that hold now; null when none do" }),
    warnings: z.array(z.string()).meta({ description: "Rules that are skipped, a sentence each" }),
  })
  .meta({ id: "NotificationRules" });
export type NotificationRulesJson = z.infer<typeof notificationRulesSchema>;

const givenRulesSchema = z
  .array(
    z.object({
      via: contactMethodKindSchema,
      after: durationSchema.refine(
        isRuleDelay,
        "must be an ISO 8601 duration of 30 minutes at most",
      ),
    }),
  )
  .max(RULES_MAX);

export const setNotificationRulesSchema = z
  .object({
    important: givenRulesSchema.optional(),
    default: givenRulesSchema.optional(),
    quietHours: quietHoursSchema.optional(),
  })
  .meta({ id: "SetNotificationRules", description: "What is left out stays as it is" });
export type SetNotificationRulesInput = z.infer<typeof setNotificationRulesSchema>;

function isRuleDelay(iso: string): boolean {
  try {
    return durationMs(iso) <= RULE_AFTER_MS_MAX;
  } catch {
    return false;
  }
}

export const sendTestPagesSchema = z
  .object({
    methodId: idSchema
      .optional()
      .meta({ description: "Over this contact method only; over each when left out" }),
  })
  .meta({ id: "SendTestPages" });
export type SendTestPagesInput = z.infer<typeof sendTestPagesSchema>;

export const testPagesSentSchema = z
  .object({ tests: z.array(z.object({ id: z.string(), method: contactMethodSchema })) })
  .meta({ id: "TestPagesSent" });
export type TestPagesSentJson = z.infer<typeof testPagesSentSchema>;

export const personParamsSchema = z.object({ id: idSchema });
export const contactMethodParamsSchema = z.object({ id: idSchema, methodId: idSchema });
