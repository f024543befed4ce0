/** Who somebody is and what they may do; and that they have left. */

import { editPersonSchema, personParamsSchema, personSchema } from "../../contract/person.ts";
import { editPerson } from "../../operations/person/edit.ts";
import { removePerson } from "../../operations/person/remove.ts";
import { showPerson } from "../../operations/person/show.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentPerson } from "../present-person.ts";
import { refuseTimeZone } from "../refuse-time-zone.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["people"];

/** Adds the routes. */
export function addPersonChangeRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "person.write" },
    {
      method: "patch",
      path: "/api/v1/people/{id}",
      summary: "Change a person's name, title, time zone, role or teams; what is left out stays",
      tags,
      request: { params: personParamsSchema, body: jsonBody(editPersonSchema) },
      responses: { 200: jsonAnswer("The person", personSchema) },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      const changes = c.req.valid("json");
      if (typeof changes.timeZone === "string") refuseTimeZone(changes.timeZone);
      const principal = c.get("principal");
      await editPerson(context, principal, { personId, changes });
      return c.json(presentPerson(await showPerson(context, principal, personId)), 200);
    },
  );
  table.add(
    { permission: "person.write" },
    {
      method: "delete",
      path: "/api/v1/people/{id}",
      summary: "Remove a person who has left, with their contact methods and tokens",
      tags,
      request: { params: personParamsSchema },
      responses: { 204: { description: "They are removed" } },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      await removePerson(context, c.get("principal"), { personId });
      return c.body(null, 204);
    },
  );
}
