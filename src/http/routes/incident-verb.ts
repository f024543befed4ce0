/** What the routes of verbs have in common. Each answers with the incident as it then stands. */

import type { Context } from "hono";
import { z } from "zod";
import { incidentDetailSchema, incidentNumberSchema } from "../../contract/incident.ts";
import type { OperationContext } from "../../operations/context.ts";
import { showIncident } from "../../operations/incident/show.ts";
import type { HttpEnvironment } from "../environment.ts";
import { presentIncident } from "../present-incident.ts";
import { jsonAnswer } from "./json-content.ts";

export const params = z.object({ number: incidentNumberSchema });

type VerbContext = Context<HttpEnvironment, string>;

export async function shown(c: VerbContext, context: OperationContext) {
  const number = c.req.param("number") ?? "";
  const view = await showIncident(context, c.get("principal"), { number });
  return c.json(presentIncident(view), 200);
}

export function verb<P extends string>(name: P, summary: string) {
  return {
    method: "post" as const,
    path: `/api/v1/incidents/{number}/${name}` as const,
    summary,
    tags: ["incidents"],
    responses: { 200: jsonAnswer("The incident as it stands now", incidentDetailSchema) },
  };
}
