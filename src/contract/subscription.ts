/** Subscriptions: who is told of incidents' lives. A secret is in the answer that makes one, and nowhere after. */

import { z } from "zod";
import { LIFECYCLE_EVENTS } from "../domain/lifecycle.ts";
import { idSchema, instantSchema, textSchema } from "./wire.ts";

const lifecycleEventSchema = z.enum(LIFECYCLE_EVENTS);

export const subscriptionSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    host: z.string().meta({ description: "Of the address, whose path may be a secret" }),
    events: z.array(z.string()),
    team: z.string().nullable(),
    createdAt: instantSchema,
    waiting: z.number().int().meta({ description: "Events that it has not been told yet" }),
    failures: z.number().int().meta({ description: "In a row, up to now" }),
    failingSince: instantSchema.nullable(),
    putOffUntil: instantSchema.nullable(),
  })
  .meta({ id: "Subscription" });
export type SubscriptionJson = z.infer<typeof subscriptionSchema>;

export const subscriptionListSchema = z
  .object({ subscriptions: z.array(subscriptionSchema) })
  .meta({ id: "SubscriptionList" });
export type SubscriptionListJson = z.infer<typeof subscriptionListSchema>;

export const createSubscriptionSchema = z
  .object({
    name: textSchema(200),
    url: textSchema(2048).optional().meta({ description: "Of a webhook" }),
    routingKey: textSchema(64)
      .optional()
      .meta({ description: "Of an Events API v2 integration, to forward to PagerDuty instead" }),
    events: z
      .array(lifecycleEventSchema)
      .min(1)
      .max(LIFECYCLE_EVENTS.length)
      .optional()
      .meta({ description: "All when left out" }),
    team: textSchema(100).optional(),
  })
  .meta({ id: "CreateSubscription" });
export type CreateSubscriptionInput = z.infer<typeof createSubscriptionSchema>;

export const createdSubscriptionSchema = z
  .object({
    subscription: subscriptionSchema,
    secret: z
      .string()
      .nullable()
      .meta({ description: "Signs what is sent; shown this once. Null of PagerDuty" }),
    callbackUrl: z
      .string()
      .nullable()
      .meta({ description: "Where PagerDuty is to report what people do there" }),
  })
  .meta({ id: "CreatedSubscription" });
export type CreatedSubscriptionJson = z.infer<typeof createdSubscriptionSchema>;

export const subscriptionParamsSchema = z.object({ id: idSchema });
