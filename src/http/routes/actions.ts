/** Action items: of every incident or of one, added, changed. */

import type { Context } from "hono";
import { z } from "zod";
import { incidentNumberSchema } from "../../contract/incident.ts";
import {
  actionListSchema,
  addActionSchema,
  changeActionSchema,
  itemNumberSchema,
  listActionsQuerySchema,
} from "../../contract/task.ts";
import { addActionItem } from "../../operations/action/add.ts";
import { changeActionItem } from "../../operations/action/change.ts";
import { listActionItems } from "../../operations/action/list.ts";
import type { OperationContext } from "../../operations/context.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import { presentAction } from "../present-action.ts";
import type { RouteTable } from "../route-table.ts";
import { params } from "./incident-verb.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["action items"];
const itemParams = z.object({ number: incidentNumberSchema, item: itemNumberSchema });
const ofIncident = jsonAnswer("The incident's action items as they stand now", actionListSchema);

/** Adds the routes. */
export function addActionRoutes(table: RouteTable, dependencies: HttpDependencies): void {
  addLists(table, dependencies);
  addChanges(table, dependencies);
}

function addLists(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/actions",
      summary: "Action items of all incidents, 500 at most",
      tags,
      request: { query: listActionsQuerySchema },
      responses: { 200: jsonAnswer("Action items", actionListSchema) },
    },
    async (c) => {
      const open = c.req.valid("query").status === "open";
      const actions = await listActionItems(context, c.get("principal"), { open });
      return c.json({ actions: actions.map(presentAction) }, 200);
    },
  );
  table.add(
    { permission: "incident.read" },
    {
      method: "get",
      path: "/api/v1/incidents/{number}/actions",
      summary: "The action items of an incident, also those that are over",
      tags,
      request: { params },
      responses: { 200: ofIncident },
    },
    async (c) => shownActions(c, context),
  );
}

function addChanges(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "incident.action" },
    {
      method: "post",
      path: "/api/v1/incidents/{number}/actions",
      summary: "Add an action item",
      tags,
      request: { params, body: jsonBody(addActionSchema) },
      responses: { 200: ofIncident },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { text, ...rest } = c.req.valid("json");
      await addActionItem(context, c.get("principal"), { number, text, ...given(rest) });
      return shownActions(c, context);
    },
  );
  table.add(
    { permission: "incident.action" },
    {
      method: "post",
      path: "/api/v1/incidents/{number}/actions/{item}",
      summary: "Change an action item's owner, deadline or status; its reminders begin anew",
      tags,
      request: { params: itemParams, body: jsonBody(changeActionSchema) },
      responses: { 200: ofIncident },
    },
    async (c) => {
      const { status, reason = "", ...rest } = c.req.valid("json");
      await changeActionItem(context, c.get("principal"), {
        ...c.req.valid("param"),
        ...given(rest),
        ...(status === undefined ? {} : { status }),
        reason,
      });
      return shownActions(c, context);
    },
  );
}

async function shownActions(c: Context<HttpEnvironment, string>, context: OperationContext) {
  const number = c.req.param("number") ?? "";
  const actions = await listActionItems(context, c.get("principal"), { open: false, number });
  return c.json({ actions: actions.map(presentAction) }, 200);
}

function given(of: { owner?: string | undefined; dueAt?: string | undefined }) {
  const { owner, dueAt } = of;
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(dueAt === undefined ? {} : { dueAt: Date.parse(dueAt) }),
  };
}
