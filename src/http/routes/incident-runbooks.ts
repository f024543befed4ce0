/** The runbooks of an incident. */

import { incidentRunbookSchema } from "../../contract/runbook.ts";
import { incidentRunbook } from "../../operations/incident/runbook.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentRunbook } from "../present-runbook.ts";
import type { RouteTable } from "../route-table.ts";
import { params } from "./incident-verb.ts";
import { jsonAnswer } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentRunbookRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/runbook",
      summary: "The steps of the runbooks that it is for, with what Tocsin does with each",
      tags: ["incidents"],
      request: { params },
      responses: { 200: jsonAnswer("The plan", incidentRunbookSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const plan = await incidentRunbook(context, c.get("principal"), { number });
      return c.json(presentRunbook(plan), 200);
    },
  );
}
