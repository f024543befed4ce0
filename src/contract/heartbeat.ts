/** Heartbeats. The ping URL is in the answer that adds one, and nowhere after. */

import { z } from "zod";
import { durationMs } from "../domain/duration.ts";
import { durationSchema, idSchema, instantSchema, textSchema } from "./wire.ts";

export const heartbeatSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(["waiting", "up", "late", "failed", "paused"]).meta({
      description: "waiting: never heard yet, so nobody is paged for it",
    }),
    interval: durationSchema,
    grace: durationSchema,
    severity: z.string().nullable(),
    team: z.string().nullable(),
    alert: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: "Labels of the alerts that are its pings" }),
    lastHeardAt: instantSchema.nullable(),
    lateAt: instantSchema
      .nullable()
      .meta({ description: "From when on it is late; null unless up" }),
    createdAt: instantSchema,
  })
  .meta({ id: "Heartbeat" });
export type HeartbeatJson = z.infer<typeof heartbeatSchema>;

export const heartbeatListSchema = z
  .object({ heartbeats: z.array(heartbeatSchema) })
  .meta({ id: "HeartbeatList" });
export type HeartbeatListJson = z.infer<typeof heartbeatListSchema>;

const givenDurationSchema = durationSchema.max(50).refine(isDuration, {
  error: "must be an ISO 8601 duration such as PT5M",
});

function isDuration(iso: string): boolean {
  try {
    durationMs(iso);
    return true;
  } catch {
    return false;
  }
}

const LABELS_MAX = 10;

export const addHeartbeatSchema = z
  .object({
    name: textSchema(200),
    interval: givenDurationSchema,
    grace: givenDurationSchema
      .optional()
      .meta({ description: "A fifth of the interval when left out, between a minute and an hour" }),
    severity: textSchema(100).optional(),
    team: textSchema(100).optional(),
    alert: z
      .record(textSchema(200), z.string().max(1000))
      .refine((labels) => Object.keys(labels).length <= LABELS_MAX, {
        error: `must have at most ${LABELS_MAX} labels`,
      })
      .optional()
      .meta({ description: "Alerts with these labels are its pings, and open no incident" }),
  })
  .meta({ id: "AddHeartbeat" });
export type AddHeartbeatInput = z.infer<typeof addHeartbeatSchema>;

export const addedHeartbeatSchema = z
  .object({
    heartbeat: heartbeatSchema,
    url: z.string().meta({ description: "To be requested at each ping; shown this once" }),
  })
  .meta({ id: "AddedHeartbeat" });
export type AddedHeartbeatJson = z.infer<typeof addedHeartbeatSchema>;

export const heartbeatParamsSchema = z.object({ id: idSchema });
