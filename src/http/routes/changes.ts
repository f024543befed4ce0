/** Changes: told by senders in PagerDuty's form, read over the API. */

import { changeEventListSchema, listChangesQuerySchema } from "../../contract/change-event.ts";
import { AppError } from "../../domain/error.ts";
import { changeReply, parseChange } from "../../integrations/pagerduty-changes.ts";
import { pagerdutyEvents } from "../../integrations/pagerduty-events.ts";
import type { InboundReply } from "../../integrations/source.ts";
import { listChanges } from "../../operations/change-event/list.ts";
import { receiveChange } from "../../operations/change-event/receive.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { IngestIntegration } from "../ingest-port.ts";
import { presentChange } from "../present-change.ts";
import type { BoundedBody } from "../read-bounded.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer } from "./json-content.ts";

/** Stores a change. Never throws: what failed is to be sent again. */
export async function takeChange(
  {
    body,
    contentType,
    integration,
  }: {
    readonly body: BoundedBody;
    readonly contentType: string;
    readonly integration: IngestIntegration;
  },
  { context }: Pick<HttpDependencies, "context">,
): Promise<InboundReply> {
  const request = { body: body.bytes, contentType, truncated: body.truncated };
  try {
    await receiveChange(context, { ...parseChange(request), integration, request });
    return changeReply();
  } catch (error) {
    context.log.error({ err: error, integration: integration.id }, "a change was not stored");
    return pagerdutyEvents.overloaded();
  }
}

/** Adds the route that reads them. */
export function addChangeRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/changes",
      summary: "Changes that senders have told of, the newest first; of 90 days",
      tags: ["changes"],
      request: { query: listChangesQuerySchema },
      responses: { 200: jsonAnswer("Changes", changeEventListSchema) },
    },
    async (c) => {
      const { from, until, limit } = c.req.valid("query");
      if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until))
        throw new AppError("invalid-input", "`from` has to be before `until`.");
      const changes = await listChanges(context, c.get("principal"), {
        limit,
        ...(from === undefined ? {} : { from: Date.parse(from) }),
        ...(until === undefined ? {} : { until: Date.parse(until) }),
      });
      return c.json({ changes: changes.map(presentChange) }, 200);
    },
  );
}
