/** People and how they are reached. */

import { z } from "zod";
import { durationMs } from "../domain/duration.ts";
import { RULE_AFTER_MS_MAX, RULES_MAX } from "../domain/notification-rules.ts";
import { CONTACT_METHOD_KINDS } from "../domain/playbook.ts";
import {
  durationSchema,
  idSchema,
  instantSchema,
  roleSchema,
  teamsSchema,
  textSchema,
} from "./wire.ts";

export const contactMethodKindSchema = z.enum(CONTACT_METHOD_KINDS);

export const contactMethodSchema = z
  .object({
    id: z.string(),
    kind: contactMethodKindSchema,
    address: z.string(),
    verifiedAt: instantSchema.nullable(),
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
  .object({ important: givenRulesSchema.optional(), default: givenRulesSchema.optional() })
  .meta({ id: "SetNotificationRules", description: "A set that is left out stays as it is" });
export type SetNotificationRulesInput = z.infer<typeof setNotificationRulesSchema>;

function isRuleDelay(iso: string): boolean {
  try {
    return durationMs(iso) <= RULE_AFTER_MS_MAX;
  } catch {
    return false;
  }
}

export const personParamsSchema = z.object({ id: idSchema });
export const contactMethodParamsSchema = z.object({ id: idSchema, methodId: idSchema });
