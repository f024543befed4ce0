/** Maintenance windows: what is worked on pages nobody for a while. */

import {
  createMaintenanceSchema,
  maintenanceListSchema,
  maintenanceParamsSchema,
  maintenanceQuerySchema,
  maintenanceSchema,
} from "../../contract/maintenance.ts";
import { createMaintenance } from "../../operations/maintenance/create.ts";
import { endMaintenance } from "../../operations/maintenance/end.ts";
import { listMaintenance } from "../../operations/maintenance/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentMaintenance, presentMaintenanceList } from "../present-maintenance.ts";
import { readMatchers } from "../read-matchers.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["maintenance"];

/** Adds the routes. */
export function addMaintenanceRoutes(
  table: RouteTable,
  { context }: Pick<HttpDependencies, "context">,
): void {
  table.add(
    { permission: "maintenance.read" },
    {
      method: "get",
      path: "/api/v1/maintenance",
      summary: "Maintenance windows that have not ended, and those that come every week",
      tags,
      request: { query: maintenanceQuerySchema },
      responses: { 200: jsonAnswer("The first to begin first", maintenanceListSchema) },
    },
    async (c) => {
      const withEnded = c.req.valid("query").ended === "true";
      const list = await listMaintenance(context, c.get("principal"), { withEnded });
      return c.json(presentMaintenanceList(list, context.clock.now()), 200);
    },
  );
  table.add(
    { permission: "maintenance.write" },
    {
      method: "post",
      path: "/api/v1/maintenance",
      summary:
        "Plan maintenance: alerts of what is worked on are stored, and page nobody meanwhile",
      tags,
      request: { body: jsonBody(createMaintenanceSchema) },
      responses: { 201: jsonAnswer("The window", maintenanceSchema) },
    },
    async (c) => {
      const { matchers = "", startsAt, endsAt, ...given } = c.req.valid("json");
      const window = await createMaintenance(context, c.get("principal"), {
        matchers: readMatchers(matchers),
        ...given,
        ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
        endsAt: Date.parse(endsAt),
      });
      return c.json(presentMaintenance(window, context.clock.now()), 201);
    },
  );
  table.add(
    { permission: "maintenance.write" },
    {
      method: "delete",
      path: "/api/v1/maintenance/{id}",
      summary: "End a maintenance window now: what it held, and still fires, pages at once",
      tags,
      request: { params: maintenanceParamsSchema },
      responses: { 204: { description: "It has ended" } },
    },
    async (c) => {
      await endMaintenance(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}
