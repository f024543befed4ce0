/** Integrations: the senders we take alerts from. */

import {
  createdIntegrationSchema,
  createIntegrationSchema,
  integrationListSchema,
  integrationParamsSchema,
} from "../../contract/integration.ts";
import { createIntegration } from "../../operations/integration/create.ts";
import { disableIntegration } from "../../operations/integration/disable.ts";
import { listOwnIntegrations } from "../../operations/integration/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentIntegration } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["integrations"];

/** Where each kind of sender posts to. */
const PATHS = {
  alertmanager: "/ingest/alertmanager",
  prometheus: "/api/v2/alerts",
  "pagerduty-events": "/v2/enqueue",
  opsgenie: "/v2/alerts",
  grafana: "/ingest/grafana",
  "grafana-oncall": "/ingest/grafana-oncall",
  plain: "/ingest/plain",
} as const;

interface Options {
  readonly dependencies: HttpDependencies;
  /** What the ingest routes remember of keys, to be forgotten when one is disabled. */
  readonly keys: { clear(): void };
}

/** Adds the routes. */
export function addIntegrationRoutes(table: RouteTable, { dependencies, keys }: Options): void {
  const { context, settings } = dependencies;
  table.add(
    { permission: "integration.write" },
    {
      method: "get",
      path: "/api/v1/integrations",
      summary: "Integrations, disabled ones too",
      tags,
      responses: { 200: jsonAnswer("Integrations", integrationListSchema) },
    },
    async (c) => {
      const integrations = await listOwnIntegrations(context, c.get("principal"));
      return c.json({ integrations: integrations.map(presentIntegration) }, 200);
    },
  );
  table.add(
    { permission: "integration.write" },
    {
      method: "post",
      path: "/api/v1/integrations",
      summary: "Let a sender in; its key is in this answer and nowhere after",
      tags,
      request: { body: jsonBody(createIntegrationSchema) },
      responses: { 201: jsonAnswer("The integration with its key", createdIntegrationSchema) },
    },
    async (c) => {
      const { name, kind, team } = c.req.valid("json");
      const input = { name, kind, ...(team === undefined ? {} : { team }) };
      const { integration, key } = await createIntegration(context, c.get("principal"), input);
      const url = `${settings.publicUrl}${PATHS[kind]}`;
      return c.json({ integration: presentIntegration(integration), key, url }, 201);
    },
  );
  table.add(
    { permission: "integration.write" },
    {
      method: "delete",
      path: "/api/v1/integrations/{id}",
      summary: "Take no more alerts from a sender; other processes notice within five seconds",
      tags,
      request: { params: integrationParamsSchema },
      responses: { 204: { description: "Its key is worthless" } },
    },
    async (c) => {
      await disableIntegration(context, c.get("principal"), c.req.valid("param"));
      keys.clear();
      return c.body(null, 204);
    },
  );
}
