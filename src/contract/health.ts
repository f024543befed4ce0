/** How the installation is. */

import { z } from "zod";
import { instantSchema } from "./wire.ts";

export const healthCheckSchema = z.object({
  name: z.string().meta({ examples: ["store", "engine", "playbook", "mail"] }),
  status: z.enum(["ok", "warning", "failing"]),
  detail: z.string().meta({ description: "One sentence; on anything but ok, with what to do" }),
});

export const healthSchema = z
  .object({
    status: z.enum(["ok", "warning", "failing"]).meta({ description: "The worst of the checks" }),
    version: z.string(),
    startedAt: instantSchema,
    now: instantSchema,
    checks: z.array(healthCheckSchema),
  })
  .meta({ id: "Health" });
export type HealthJson = z.infer<typeof healthSchema>;

/** The answer of `/readyz`: the parts without which nobody is paged. */
export const readinessSchema = z
  .object({ status: z.enum(["ready", "not ready"]), checks: z.array(healthCheckSchema) })
  .meta({ id: "Readiness" });
export type ReadinessJson = z.infer<typeof readinessSchema>;
