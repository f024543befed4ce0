/** What an HTTP gateway for SMS and calls posts to the callbacks that each message names. */

import { z } from "zod";
import { DELIVERY_STATUSES } from "../domain/delivery-status.ts";

const ID_LENGTH_MAX = 200;

export const gatewayStatusSchema = z
  .object({
    status: z.enum(DELIVERY_STATUSES),
    sequence: z
      .int()
      .min(0)
      .optional()
      .meta({ description: "Of the report, where the gateway numbers them" }),
    error: z
      .string()
      .regex(/^[\w.:-]{0,40}$/u)
      .optional()
      .meta({ description: "The gateway's code for what went wrong" }),
  })
  .meta({ id: "GatewayStatus" });

export const gatewayReplySchema = z
  .object({
    id: z.string().min(1).max(ID_LENGTH_MAX).meta({ description: "The same for each try" }),
    from: z
      .string()
      .max(ID_LENGTH_MAX)
      .meta({ description: "E.164", examples: ["+12025550123"] }),
    text: z.string().max(4000),
  })
  .meta({ id: "GatewayReply" });

export const gatewayReplyAnswerSchema = z
  .object({ text: z.string().nullable().meta({ description: "To write back; null for nothing" }) })
  .meta({ id: "GatewayReplyAnswer" });

export const gatewayKeySchema = z
  .object({ key: z.string().regex(/^[\d*#]$/u) })
  .meta({ id: "GatewayKey" });

export const gatewayKeyAnswerSchema = z
  .object({
    text: z.string().meta({ description: "To say" }),
    hangUp: z.boolean().meta({ description: "Afterwards; otherwise another key is waited for" }),
  })
  .meta({ id: "GatewayKeyAnswer" });
