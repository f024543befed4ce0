/** Roles of an incident: taken, offered, declined, handed over. */

import { z } from "zod";
import { incidentNumberSchema } from "../../contract/incident.ts";
import { declineRoleSchema, offerRoleSchema } from "../../contract/incident-role.ts";
import { textSchema } from "../../contract/wire.ts";
import { acceptRole } from "../../operations/incident/accept-role.ts";
import { declineRole } from "../../operations/incident/decline-role.ts";
import { offerRole } from "../../operations/incident/offer-role.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { shown, verb } from "./incident-verb.ts";
import { jsonBody, optionalJsonBody } from "./json-content.ts";

const params = z.object({ number: incidentNumberSchema, role: textSchema(200) });

/** Adds the routes. */
export function addIncidentRoleRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.accept-role" },
    {
      ...verb("roles/{role}/accept", "Take a role, also from somebody else"),
      request: { params },
    },
    async (c) => {
      const { number, role } = c.req.valid("param");
      await acceptRole(context, c.get("principal"), { number, role });
      return shown(c, context);
    },
  );
  table.add(
    { permission: "incident.accept-role" },
    {
      ...verb("roles/{role}/decline", "Decline a role that you were offered"),
      request: { params, body: optionalJsonBody(declineRoleSchema) },
    },
    async (c) => {
      const { number, role } = c.req.valid("param");
      const { reason = "" } = c.req.valid("json");
      await declineRole(context, c.get("principal"), { number, role, reason });
      return shown(c, context);
    },
  );
  for (const handsOver of [false, true]) {
    table.add(
      { permission: "incident.offer-role" },
      {
        ...(handsOver
          ? verb("roles/{role}/hand-over", "Give a role to somebody, keeping it until they accept")
          : verb("roles/{role}/offer", "Ask somebody to take a role")),
        request: { params, body: jsonBody(offerRoleSchema) },
      },
      async (c) => {
        const { number, role } = c.req.valid("param");
        const { person } = c.req.valid("json");
        await offerRole(context, c.get("principal"), { number, role, person, handsOver });
        return shown(c, context);
      },
    );
  }
}
