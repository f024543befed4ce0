import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { createdIntegrationSchema, integrationListSchema } from "../../contract/integration.ts";

describe("tocsin integration", () => {
  const integration = {
    id: "i1",
    name: "production",
    kind: "alertmanager",
    team: null,
    url: "https://tocsin.example/ingest/alertmanager",
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

  it("sends a mapping along, and says so of a file that is none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-mapping-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const good = join(folder, "good.json");
    writeFileSync(good, '{"title": "/name"}');
    const url = "https://tocsin.example/ingest/plain";
    const created = createdIntegrationSchema.parse({ integration, key: "k1", url });
    const answers = { "POST /api/v1/integrations": json(created, 201) };
    const args = ["integration", "add", "ours", "--kind", "plain", "--mapping"];
    const { sent } = await tocsin([...args, good], answers);
    expect(sent).toMatchObject({ kind: "plain", mapping: { title: "/name" } });
    const bad = await tocsin([...args, join(folder, "none.json")], answers);
    expect(bad.code).toBe(2);
    expect(bad.err).toContain("none.json");
  });

  it("prints what to paste once more, without the key", async () => {
    const answers = {
      "GET /api/v1/integrations": json(
        integrationListSchema.parse({ integrations: [integration] }),
      ),
    };
    const { out } = await tocsin(["integration", "snippet", "production"], answers);
    expect(out).toContain('            credentials: "KEY"');
    expect(out).toContain('      - url: "https://tocsin.example/ingest/alertmanager"');
    const args = ["integration", "snippet", "production", "--key", "k1"];
    expect((await tocsin(args, answers)).out).toContain('credentials: "k1"');
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
