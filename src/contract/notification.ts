/** Who was told what through which channel. Addresses are left out: whoever may read incidents may read this. */

import { z } from "zod";
import { instantSchema } from "./wire.ts";

export const notificationSchema = z
  .object({
    id: z.string(),
    purpose: z.enum([
      "page",
      "role",
      "engaged",
      "informed",
      "clock-warning",
      "clock-breach",
      "resolution-proposed",
      "resolved",
      "announcement",
      "fault",
    ]),
    urgency: z.enum(["high", "low"]),
    person: z.string(),
    role: z.string().meta({ description: "The role the person is told as" }),
    channel: z.string(),
    state: z.enum(["standby", "pending", "sending", "delivered", "failed", "cancelled"]),
    round: z.int(),
    step: z.int(),
    attempts: z.int(),
    createdAt: instantSchema,
    dueAt: instantSchema.nullable(),
    deliveredAt: instantSchema.nullable(),
    reason: z.string().nullable().meta({ description: "Why it failed or was cancelled last" }),
  })
  .meta({ id: "Notification" });
export type NotificationJson = z.infer<typeof notificationSchema>;
