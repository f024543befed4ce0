/** Heartbeats over the API. */

import {
  addedHeartbeatSchema,
  addHeartbeatSchema,
  type HeartbeatJson,
  heartbeatListSchema,
  heartbeatParamsSchema,
  heartbeatSchema,
} from "../../contract/heartbeat.ts";
import { instant, instantOrNull } from "../../contract/wire.ts";
import { durationMs, isoDuration } from "../../domain/duration.ts";
import type { Heartbeat } from "../../domain/heartbeat.ts";
import { addHeartbeat } from "../../operations/heartbeat/add.ts";
import { pause, removeHeartbeat, resume } from "../../operations/heartbeat/change.ts";
import { listOwnHeartbeats } from "../../operations/heartbeat/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";
import { PING_PATH } from "./pings.ts";

const tags = ["heartbeats"];

/** Adds the routes. */
export function addHeartbeatRoutes(
  table: RouteTable,
  { context, settings }: HttpDependencies,
): void {
  table.add(
    { permission: "heartbeat.read" },
    {
      method: "get",
      path: "/api/v1/heartbeats",
      summary: "What reports in, and how it stands with each",
      tags,
      responses: { 200: jsonAnswer("Heartbeats", heartbeatListSchema) },
    },
    async (c) => {
      const heartbeats = await listOwnHeartbeats(context, c.get("principal"));
      return c.json({ heartbeats: heartbeats.map(presentHeartbeat) }, 200);
    },
  );
  table.add(
    { permission: "heartbeat.write" },
    {
      method: "post",
      path: "/api/v1/heartbeats",
      summary: "Expect somebody to report in; the ping URL is in this answer and nowhere after",
      tags,
      request: { body: jsonBody(addHeartbeatSchema) },
      responses: { 201: jsonAnswer("The heartbeat with its ping URL", addedHeartbeatSchema) },
    },
    async (c) => {
      const { name, interval, grace, severity, team, alert } = c.req.valid("json");
      const { heartbeat, secret } = await addHeartbeat(context, c.get("principal"), {
        name,
        intervalMs: durationMs(interval),
        ...(grace === undefined ? {} : { graceMs: durationMs(grace) }),
        ...(severity === undefined ? {} : { severity }),
        ...(team === undefined ? {} : { team }),
        ...(alert === undefined ? {} : { fedBy: alert }),
      });
      const url = `${settings.publicUrl}${PING_PATH}/${secret}`;
      return c.json({ heartbeat: presentHeartbeat(heartbeat), url }, 201);
    },
  );
  for (const [verb, summary, act] of [
    ["pause", "Expect nothing of it until it is resumed; its alert ends", pause],
    ["resume", "Expect it again, as if it had been heard now", resume],
  ] as const) {
    table.add(
      { permission: "heartbeat.pause" },
      {
        method: "post",
        path: `/api/v1/heartbeats/{id}/${verb}`,
        summary,
        tags,
        request: { params: heartbeatParamsSchema },
        responses: { 200: jsonAnswer("The heartbeat as it then stands", heartbeatSchema) },
      },
      async (c) => {
        const heartbeat = await act(context, c.get("principal"), c.req.valid("param"));
        return c.json(presentHeartbeat(heartbeat), 200);
      },
    );
  }
  table.add(
    { permission: "heartbeat.write" },
    {
      method: "delete",
      path: "/api/v1/heartbeats/{id}",
      summary: "Expect it no more; its alert ends",
      tags,
      request: { params: heartbeatParamsSchema },
      responses: { 204: { description: "Its ping URL is worthless" } },
    },
    async (c) => {
      await removeHeartbeat(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}

function presentHeartbeat(heartbeat: Heartbeat): HeartbeatJson {
  const { id, name, state, severity, team, fedBy, intervalMs, graceMs, dueAt } = heartbeat;
  return {
    id,
    name,
    state,
    interval: isoDuration(intervalMs),
    grace: isoDuration(graceMs),
    severity,
    team,
    alert: fedBy === null ? null : { ...fedBy },
    lastHeardAt: instantOrNull(heartbeat.lastHeardAt),
    lateAt: instantOrNull(state === "up" ? dueAt : null),
    createdAt: instant(heartbeat.createdAt),
  };
}
