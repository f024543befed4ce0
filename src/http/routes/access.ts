/** The access that the playbook requires. */

import { accessSchema, attestAccessSchema } from "../../contract/access.ts";
import { personParamsSchema } from "../../contract/person.ts";
import { attestAccess } from "../../operations/person/attest-access.ts";
import { listAccess } from "../../operations/person/list-access.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentAccess } from "../present-person.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["people"];

/** Adds the routes. */
export function addAccessRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "person.read" },
    {
      method: "get",
      path: "/api/v1/access",
      summary: "Per person, which required access is attested and which is missing",
      tags,
      responses: { 200: jsonAnswer("Access", accessSchema) },
    },
    async (c) => c.json(presentAccess(await listAccess(context, c.get("principal"))), 200),
  );
  table.add(
    { permission: "access.attest" },
    {
      method: "put",
      path: "/api/v1/people/{id}/access",
      summary: "Say that a person has a required access, or has it no more",
      tags,
      request: { params: personParamsSchema, body: jsonBody(attestAccessSchema) },
      responses: { 204: { description: "It is noted" } },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      const input = { personId, ...c.req.valid("json") };
      await attestAccess(context, c.get("principal"), input);
      return c.body(null, 204);
    },
  );
}
