/** Who is on call. */

import { onCallQuerySchema, onCallSchema } from "../../contract/on-call.ts";
import { showOnCall } from "../../operations/on-call/show.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentOnCall } from "../present-person.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer } from "./json-content.ts";

/** Adds the route. */
export function addOnCallRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "oncall.read" },
    {
      method: "get",
      path: "/api/v1/oncall",
      summary: "Who is on call, now or at an instant, and who takes over",
      tags: ["people"],
      request: { query: onCallQuerySchema },
      responses: { 200: jsonAnswer("Each rotation's shift", onCallSchema) },
    },
    async (c) => {
      const { at } = c.req.valid("query");
      const input = at === undefined ? {} : { at: Date.parse(at) };
      return c.json(presentOnCall(await showOnCall(context, c.get("principal"), input)), 200);
    },
  );
}
