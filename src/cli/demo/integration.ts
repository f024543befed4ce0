import { join } from "node:path";
import type { ApiClient } from "../api-client.ts";
import { createIntegration, listIntegrations } from "../endpoints.ts";
import { configFolder, readJsonFile, writePrivateJson } from "../profile.ts";

const NAME = "tocsin demo";

/**
 * The key of an integration for the demo. On a server that stays it is made once and used again: its key
 * is remembered beside the profile, because the server shows it only when it is made.
 * @param env of a server that stays; undefined for a throw-away one
 */
export async function demoIntegrationKey(
  api: ApiClient,
  env: Readonly<Record<string, string | undefined>> | undefined,
): Promise<string> {
  if (env === undefined) return (await make(api)).key;
  const path = join(configFolder(env), "demo-integration.json");
  const known = readJsonFile(path);
  if (known?.["url"] === api.connection.url && typeof known["key"] === "string") {
    const { integrations } = await listIntegrations(api);
    const usable = integrations.some(
      ({ id, disabledAt }) => id === known["id"] && disabledAt === null,
    );
    if (usable) return known["key"];
  }
  const made = await make(api);
  writePrivateJson(path, { url: api.connection.url, id: made.integration.id, key: made.key });
  return made.key;
}

function make(api: ApiClient): ReturnType<typeof createIntegration> {
  return createIntegration(api, { name: NAME, kind: "alertmanager" });
}
