/** Tasks of an incident: given, moved, understood, done. */

import { z } from "zod";
import { incidentNumberSchema } from "../../contract/incident.ts";
import { addTaskSchema, assignTaskSchema, itemNumberSchema } from "../../contract/task.ts";
import { changeTask } from "../../operations/incident/change-task.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { params, shown, verb } from "./incident-verb.ts";
import { jsonBody } from "./json-content.ts";

const PERMISSION = { permission: "incident.task" } as const;
const taskParams = z.object({ number: incidentNumberSchema, task: itemNumberSchema });

/** Adds the routes. */
export function addIncidentTaskRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    PERMISSION,
    {
      ...verb("tasks", "Give somebody a task, within some time; they are told"),
      request: { params, body: jsonBody(addTaskSchema) },
    },
    async (c) => {
      const { number } = c.req.valid("param");
      const { text, person, dueAt } = c.req.valid("json");
      const change = {
        kind: "add-task",
        text,
        ...(person === undefined ? {} : { person }),
        ...(dueAt === undefined ? {} : { dueAt: Date.parse(dueAt) }),
      } as const;
      await changeTask(context, c.get("principal"), { number, change });
      return shown(c, context);
    },
  );
  table.add(
    PERMISSION,
    {
      ...verb("tasks/{task}/assign", "Give a task to somebody else; they are told"),
      request: { params: taskParams, body: jsonBody(assignTaskSchema) },
    },
    async (c) => {
      const { number, task } = c.req.valid("param");
      const { person } = c.req.valid("json");
      const change = { kind: "assign-task", task, person } as const;
      await changeTask(context, c.get("principal"), { number, change });
      return shown(c, context);
    },
  );
  for (const [deed, kind, summary] of [
    ["accept", "accept-task", "Say that you have understood a task; it is yours then"],
    ["done", "finish-task", "Say that a task is done"],
  ] as const) {
    table.add(
      PERMISSION,
      { ...verb(`tasks/{task}/${deed}`, summary), request: { params: taskParams } },
      async (c) => {
        const { number, task } = c.req.valid("param");
        await changeTask(context, c.get("principal"), { number, change: { kind, task } });
        return shown(c, context);
      },
    );
  }
}
