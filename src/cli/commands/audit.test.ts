import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { auditListSchema } from "../../contract/audit.ts";

describe("tocsin audit", () => {
  it("shows who did what", async () => {
    const entry = {
      seq: 3,
      at: "2026-11-23T13:00:00.000Z",
      actor: { kind: "person", id: "p1", name: "Alice" },
      action: "token.create",
      subject: "token laptop",
      details: { role: "responder" },
    };
    const { out } = await tocsin(["audit", "--limit", "1"], {
      "GET /api/v1/audit?limit=1": json(auditListSchema.parse({ entries: [entry], nextBefore: 3 })),
    });
    expect(out).toContain('13:00:00 UTC  Alice  token.create  token laptop  {"role":"responder"}');
    expect(out).toContain("add --before 3");
  });
});
