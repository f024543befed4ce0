/** The postmortem: Markdown to read and edit, or its facts as JSON. */

import { accepts } from "hono/accepts";
import { z } from "zod";
import { incidentNumberSchema } from "../../contract/incident.ts";
import { postmortemFactsSchema } from "../../contract/postmortem.ts";
import { incidentPostmortem } from "../../operations/incident/postmortem.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentPostmortem } from "../present-postmortem.ts";
import type { RouteTable } from "../route-table.ts";

const MARKDOWN = "text/markdown";
const JSON_TYPE = "application/json";

/** Adds the route. */
export function addPostmortemRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "postmortem.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/postmortem",
      summary: "The postmortem in the playbook's template, or with Accept its facts as JSON",
      tags: ["incidents"],
      request: { params: z.object({ number: incidentNumberSchema }) },
      responses: {
        200: {
          description: "The postmortem: the same bytes for the same timeline",
          content: {
            [MARKDOWN]: { schema: z.string() },
            [JSON_TYPE]: { schema: postmortemFactsSchema },
          },
        },
      },
    },
    async (c) => {
      const input = c.req.valid("param");
      const { markdown, facts } = await incidentPostmortem(context, c.get("principal"), input);
      c.header("vary", "accept");
      const wanted = accepts(c, {
        header: "Accept",
        supports: [MARKDOWN, JSON_TYPE],
        default: MARKDOWN,
      });
      if (wanted === JSON_TYPE) return c.json(presentPostmortem(facts), 200);
      return c.body(markdown, 200, { "content-type": `${MARKDOWN}; charset=utf-8` });
    },
  );
}
