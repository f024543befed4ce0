/** Who is asking. */

import { principalSchema } from "../../contract/principal.ts";
import { presentPrincipal } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer } from "./json-content.ts";

/** Adds the route. Everybody with a token may read health, so everybody may learn who they are. */
export function addPrincipalRoutes(table: RouteTable): void {
  table.add(
    { permission: "health.read" },
    {
      method: "get",
      path: "/api/v1/me",
      summary: "Who the token stands for, and what it may do",
      tags: ["people"],
      responses: { 200: jsonAnswer("The principal", principalSchema) },
    },
    (c) => c.json(presentPrincipal(c.get("principal")), 200),
  );
}
