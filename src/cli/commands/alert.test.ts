import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { alertAcceptedSchema, sendAlertSchema } from "../../contract/alert.ts";

describe("tocsin alert", () => {
  const stored = json(
    alertAcceptedSchema.parse({ status: "stored", dedupKeys: ["backup"], unparsed: [] }),
    202,
  );

  it("sends what was given", async () => {
    const argv = ["alert", "Backup failed", "--severity", "P2", "--key", "backup"];
    const labels = ["--label", "host=db-1", "--label", "query=a=b"];
    const { code, out, sent } = await tocsin([...argv, ...labels], {
      "POST /api/v1/alerts": stored,
    });
    expect(code).toBe(0);
    expect(out).toContain("The alert is on disk.");
    expect(out).toContain("--resolve --key backup");
    expect(sendAlertSchema.parse(sent)).toEqual({
      title: "Backup failed",
      severity: "P2",
      dedupKey: "backup",
      labels: { host: "db-1", query: "a=b" },
    });
  });

  it("sends its end", async () => {
    const argv = ["alert", "Backup failed", "--key", "backup", "--resolve"];
    const { code, sent } = await tocsin(argv, { "POST /api/v1/alerts": stored });
    expect(code).toBe(0);
    expect(sendAlertSchema.parse(sent)).toMatchObject({ status: "resolved", dedupKey: "backup" });
  });
});
