import { describe, expect, it } from "vitest";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { createdIntegrationSchema, integrationListSchema } from "../../contract/integration.ts";

describe("tocsin integration", () => {
  const integration = {
    id: "i1",
    name: "production",
    kind: "alertmanager",
    team: null,
    createdAt: "2026-11-23T07:00:00.000Z",
    disabledAt: null,
  };

  it("gives the key and what to paste", async () => {
    const url = "https://tocsin.example/ingest/alertmanager";
    const created = createdIntegrationSchema.parse({ integration, key: "k1", url });
    const { out, sent } = await tocsin(["integration", "create", "production"], {
      "POST /api/v1/integrations": json(created, 201),
    });
    expect(out).toContain("Key, shown this once: k1");
    expect(out).toContain('            credentials: "k1"');
    expect(sent).toEqual({ name: "production", kind: "alertmanager" });
  });

  it("disables by the name", async () => {
    const { code } = await tocsin(["integration", "disable", "production"], {
      "GET /api/v1/integrations": json(
        integrationListSchema.parse({ integrations: [integration] }),
      ),
      "DELETE /api/v1/integrations/i1": noContent,
    });
    expect(code).toBe(0);
  });
});
