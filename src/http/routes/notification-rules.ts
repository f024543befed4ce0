/** When a person is told over which of their channels. */

import {
  notificationRulesSchema,
  personParamsSchema,
  setNotificationRulesSchema,
} from "../../contract/person.ts";
import { setNotificationRules } from "../../operations/person/set-rules.ts";
import { showPerson } from "../../operations/person/show.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentRules, readRules } from "../present-rules.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["people"];
const path = "/api/v1/people/{id}/notification-rules";

/** Adds the routes. */
export function addNotificationRuleRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "person.self" },
    {
      method: "get",
      path,
      summary: "When a person is told over which channels",
      tags,
      request: { params: personParamsSchema },
      responses: { 200: jsonAnswer("The rules", notificationRulesSchema) },
    },
    async (c) => {
      const { id } = c.req.valid("param");
      const shown = await showPerson(context, c.get("principal"), id);
      return c.json(presentRules(shown, context.clock.now()), 200);
    },
  );
  table.add(
    { permission: "person.self" },
    {
      method: "put",
      path,
      summary:
        "Set when a person is told over which channels, and their quiet hours; an empty set is the built-in",
      tags,
      request: { params: personParamsSchema, body: jsonBody(setNotificationRulesSchema) },
      responses: { 200: jsonAnswer("The rules", notificationRulesSchema) },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      const rules = readRules(c.req.valid("json"));
      const input = { personId, rules };
      await setNotificationRules(context, c.get("principal"), input);
      const shown = await showPerson(context, c.get("principal"), personId);
      return c.json(presentRules(shown, context.clock.now()), 200);
    },
  );
}
