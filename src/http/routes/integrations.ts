/** Integrations: the senders we take alerts from. */

import { givenMapping } from "../../contract/inbound-mapping.ts";
import {
  createdIntegrationSchema,
  createIntegrationSchema,
  integrationListSchema,
  integrationParamsSchema,
} from "../../contract/integration.ts";
import { createIntegration } from "../../operations/integration/create.ts";
import { disableIntegration } from "../../operations/integration/disable.ts";
import { type Integration, listOwnIntegrations } from "../../operations/integration/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentIntegration } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["integrations"];

interface Options {
  readonly dependencies: HttpDependencies;
  /** What the ingest routes remember of keys, to be forgotten when one is disabled. */
  readonly keys: { clear(): void };
}

/** Adds the routes. */
export function addIntegrationRoutes(table: RouteTable, { dependencies, keys }: Options): void {
  const { context, settings } = dependencies;
  const present = (integration: Integration) => presentIntegration(integration, settings.publicUrl);
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
      return c.json({ integrations: integrations.map(present) }, 200);
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
      const { name, kind, team, mapping } = c.req.valid("json");
      const input = {
        name,
        kind,
        ...(team === undefined ? {} : { team }),
        ...(mapping === undefined ? {} : { mapping: givenMapping(mapping) }),
      };
      const { integration, key } = await createIntegration(context, c.get("principal"), input);
      const presented = present(integration);
      return c.json({ integration: presented, key, url: presented.url ?? "" }, 201);
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
