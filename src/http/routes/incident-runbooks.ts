/** The runbooks of an incident. */

import { approveStepSchema, incidentRunbookSchema, runStepSchema } from "../../contract/runbook.ts";
import { incidentRunbook } from "../../operations/incident/runbook.ts";
import { approveStep } from "../../operations/runbook/approve-step.ts";
import { askStep } from "../../operations/runbook/ask-step.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentRunbook } from "../present-runbook.ts";
import type { RouteTable } from "../route-table.ts";
import { params, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentRunbookRoutes(table: RouteTable, { context }: HttpDependencies): void {
  const plan = jsonAnswer("The plan, with the last run of each step", incidentRunbookSchema);
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/runbook",
      summary: "The steps of the runbooks that it is for, with what Tocsin does with each",
      tags: ["incidents"],
      request: { params },
      responses: { 200: plan },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const shown = await incidentRunbook(context, c.get("principal"), { number });
      return c.json(presentRunbook(shown), 200);
    },
  );
  table.add(
    { permission: "incident.run-step" },
    {
      ...verb("runbook/run", "Run a step that looks, or ask for one that changes something"),
      request: { params, body: jsonBody(runStepSchema) },
      responses: { 200: plan },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const principal = c.get("principal");
      await askStep(context, principal, { number, ...c.req.valid("json") });
      return c.json(presentRunbook(await incidentRunbook(context, principal, { number })), 200);
    },
  );
  table.add(
    { permission: "incident.approve-step" },
    {
      ...verb("runbook/approve", "Approve a change that waits, exactly as it was shown"),
      request: { params, body: jsonBody(approveStepSchema) },
      responses: { 200: plan },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const principal = c.get("principal");
      await approveStep(context, principal, { number, ...c.req.valid("json") });
      return c.json(presentRunbook(await incidentRunbook(context, principal, { number })), 200);
    },
  );
}
