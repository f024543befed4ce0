/** The OpenAPI 3.1 document, from the routes and the schemas they validate with. */

import type { HttpSettings } from "./dependencies.ts";
import type { RouteTable } from "./route-table.ts";

/** The document of everything in the table. */
export function apiDocument(table: RouteTable, settings: HttpSettings): Record<string, unknown> {
  const document = table.app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Tocsin",
      version: settings.version,
      description:
        "Carries out an incident response playbook: takes alerts in, pages people, keeps the clocks. " +
        "Instants are ISO 8601 in UTC, durations ISO 8601. Errors are RFC 9457 problem details.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: settings.publicUrl }],
  });
  return {
    ...document,
    components: {
      ...document.components,
      securitySchemes: {
        apiToken: { type: "http", scheme: "bearer", description: "An API token, tocsin_pat_…" },
        integrationKey: {
          type: "http",
          scheme: "bearer",
          description:
            "An integration's key; also as the password of basic authentication, as X-Tocsin-Key, " +
            "or as routing_key in the body of a PagerDuty event",
        },
      },
    },
  };
}
