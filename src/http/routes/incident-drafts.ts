/** Messages of the playbook filled with an incident's facts. */

import { type DraftInput, draftSchema, draftsSchema } from "../../contract/incident.ts";
import { type DraftRequest, draftMessages } from "../../operations/incident/draft.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { params, verb } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addIncidentDraftRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.read" },
    {
      ...verb(
        "drafts",
        "The playbook's messages with what is known of the incident; sends nothing",
      ),
      request: { params, body: jsonBody(draftSchema) },
      responses: { 200: jsonAnswer("What could be sent, and what is missing in it", draftsSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const request = { number, ...draftInput(c.req.valid("json")) };
      const drafts = await draftMessages(context, c.get("principal"), request);
      return c.json(
        {
          drafts: drafts.map(({ template, text, missing }) => ({
            template: template.id,
            title: template.title,
            channel: template.channel,
            line: template.source.line,
            text,
            missing: [...missing],
          })),
        },
        200,
      );
    },
  );
}

/** From the wire. */
export function draftInput({ nextUpdateAt, ...rest }: DraftInput): Omit<DraftRequest, "number"> {
  return nextUpdateAt === undefined ? rest : { ...rest, nextUpdateAt: Date.parse(nextUpdateAt) };
}
