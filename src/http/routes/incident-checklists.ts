/** The checklists of an incident, and answers to them. */

import { answerChecklistSchema, incidentChecklistsSchema } from "../../contract/checklist.ts";
import { answerChecklist } from "../../operations/incident/answer.ts";
import { incidentChecklists } from "../../operations/incident/checklists.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentChecklists } from "../present-checklists.ts";
import type { RouteTable } from "../route-table.ts";
import { params, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentChecklistRoutes(table: RouteTable, { context }: HttpDependencies): void {
  const answer = jsonAnswer("The checklists as they stand now", incidentChecklistsSchema);
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/checklists",
      summary: "The checklists of the playbook, with what has been answered",
      tags: ["incidents"],
      request: { params },
      responses: { 200: answer },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const shown = await incidentChecklists(context, c.get("principal"), { number });
      return c.json(presentChecklists(shown), 200);
    },
  );
  table.add(
    { permission: "incident.answer" },
    {
      ...verb("checklists", "Answer a point of a checklist, or say why it is skipped"),
      request: { params, body: jsonBody(answerChecklistSchema) },
      responses: { 200: answer },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { point, answer, skip } = c.req.valid("json");
      const principal = c.get("principal");
      await answerChecklist(context, principal, {
        number,
        point,
        ...(answer === undefined ? {} : { answer }),
        ...(skip === undefined ? {} : { skip }),
      });
      return c.json(
        presentChecklists(await incidentChecklists(context, principal, { number })),
        200,
      );
    },
  );
}
