import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { json, problem } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { activatePlaybookSchema } from "../../contract/playbook.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-playbook-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("tocsin playbook activate", () => {
  const activated = {
    hash: "0123456789abcdef",
    title: "Plan",
    activatedAt: "2026-11-23T13:30:00.000Z",
    diagnostics: [],
  };

  it("sends the files as they are", async () => {
    writeFileSync(join(folder, "plan.md"), Buffer.from([0x23, 0x20, 0xff, 0x0a]));
    writeFileSync(join(folder, "tocsin.yaml"), "timeZone: UTC\n");
    const { code, out, sent } = await tocsin(["playbook", "activate", folder], {
      "POST /api/v1/playbook": json(activated),
    });
    expect(code).toBe(0);
    expect(out).toContain("Plan is in force (0123456789ab)");
    expect(activatePlaybookSchema.parse(sent)).toEqual({
      files: [{ path: "plan.md", contentBase64: "IyD/Cg==" }],
      overlay: { path: "tocsin.yaml", contentBase64: "dGltZVpvbmU6IFVUQwo=" },
    });
  });

  it("shows why one was refused", async () => {
    writeFileSync(join(folder, "plan.md"), "# Plan\n");
    const diagnostics = [
      {
        code: "TOC101",
        level: "error" as const,
        message: "no severities",
        file: "plan.md",
        line: 1,
        column: 1,
        help: "add some",
      },
    ];
    const { code, err } = await tocsin(["playbook", "activate", join(folder, "plan.md")], {
      "POST /api/v1/playbook": problem("playbook-refused", "1 error", { diagnostics }),
    });
    expect(code).toBe(1);
    expect(err).toContain("plan.md:1:1: error TOC101: no severities (add some)");
  });

  it("says when there is nothing to send", async () => {
    const { code, err } = await tocsin(["playbook", "activate", join(folder, "none.md")], {});
    expect(code).toBe(2);
    expect(err).toContain("does not exist");
  });
});
