/** What the playbook asks for in an incident: all of it, what is next, and saying that something is done. */

import { doStepSchema, incidentStepsSchema } from "../../contract/incident-step.ts";
import { doStep, incidentSteps } from "../../operations/incident/steps.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentSteps } from "../present-steps.ts";
import type { RouteTable } from "../route-table.ts";
import { params, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentStepRoutes(table: RouteTable, { context }: HttpDependencies): void {
  const answer = jsonAnswer("The steps as they stand now", incidentStepsSchema);
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/steps",
      summary: "What the playbook asks for, phase by phase, what of it is done, and what is next",
      tags: ["incidents"],
      request: { params },
      responses: { 200: answer },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const steps = await incidentSteps(context, c.get("principal"), { number });
      return c.json(presentSteps(steps), 200);
    },
  );
  table.add(
    { permission: "incident.do-step" },
    {
      ...verb("steps", "Say that a step is done, or why it does not matter here"),
      request: { params, body: jsonBody(doStepSchema) },
      responses: { 200: answer },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { step, skip } = c.req.valid("json");
      const principal = c.get("principal");
      await doStep(context, principal, { number, step, ...(skip === undefined ? {} : { skip }) });
      return c.json(presentSteps(await incidentSteps(context, principal, { number })), 200);
    },
  );
}
