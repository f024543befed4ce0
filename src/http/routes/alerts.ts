/** Alerts sent with an API token: by a person at a terminal, or a script. */

import { alertAcceptedSchema, sendAlertSchema } from "../../contract/alert.ts";
import { plain } from "../../integrations/plain.ts";
import { findIntegrationForApi } from "../../operations/integration/find-for-api.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/**
 * Adds the route. Unlike a sender with an integration key, which may not be able to send again, a caller
 * of the API is told what is wrong with the alert.
 */
export function addAlertRoutes(
  table: RouteTable,
  { context, ingest }: Pick<HttpDependencies, "context" | "ingest">,
): void {
  table.add(
    { permission: "alert.send" },
    {
      method: "post",
      path: "/api/v1/alerts",
      summary: "Send one alert in plain JSON",
      tags: ["ingest"],
      request: { body: jsonBody(sendAlertSchema) },
      responses: { 202: jsonAnswer("It is on disk", alertAcceptedSchema) },
    },
    async (c) => {
      const parsed = await ingest.ingest({
        integration: await findIntegrationForApi(context, c.get("principal")),
        source: plain,
        body: Buffer.from(JSON.stringify(c.req.valid("json"))),
        contentType: "application/json",
        truncated: false,
      });
      const answer = {
        status: "stored" as const,
        dedupKeys: parsed.events.map(({ dedupKey }) => dedupKey),
        unparsed: parsed.unparsed.map(({ reason }) => reason),
      };
      return c.json(answer, 202);
    },
  );
}
